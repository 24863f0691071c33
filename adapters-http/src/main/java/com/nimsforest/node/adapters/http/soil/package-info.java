/** Shows the current state of an entity. */
@NullMarked
package com.nimsforest.node.adapters.http.soil;

import org.jspecify.annotations.NullMarked;
