/** The life of a node: a list of stages, started in order and stopped in reverse. */
@NullMarked
package com.nimsforest.node.bootstrap.node;

import org.jspecify.annotations.NullMarked;
