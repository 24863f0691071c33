/** Looks at this machine before a node runs on it, or when it does not: what is there, what is wrong, what to do. */
@NullMarked
package com.nimsforest.node.bootstrap.check;

import org.jspecify.annotations.NullMarked;
