/** Takes posts from outside into the river. */
@NullMarked
package com.nimsforest.node.adapters.http.river;

import org.jspecify.annotations.NullMarked;
