/** The scripts of operations that the jar carries. */
@NullMarked
package com.nimsforest.node.bootstrap.ops;

import org.jspecify.annotations.NullMarked;
