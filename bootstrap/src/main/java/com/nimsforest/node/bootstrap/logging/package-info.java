/** How the log looks, and how much of it there is. */
@NullMarked
package com.nimsforest.node.bootstrap.logging;

import org.jspecify.annotations.NullMarked;
