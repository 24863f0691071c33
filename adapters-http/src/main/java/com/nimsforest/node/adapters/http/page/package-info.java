/** The page that shows the forest to people: its files, and the feed that keeps it live. */
@NullMarked
package com.nimsforest.node.adapters.http.page;

import org.jspecify.annotations.NullMarked;
