/** How answers look: JSON, and one form for everything that went wrong. */
@NullMarked
package com.nimsforest.node.adapters.http.answer;

import org.jspecify.annotations.NullMarked;
