/** A whole forest on one machine, to try things out: real servers, each with its own node, kept running until the end. */
@NullMarked
package com.nimsforest.node.bootstrap.dev;

import org.jspecify.annotations.NullMarked;
