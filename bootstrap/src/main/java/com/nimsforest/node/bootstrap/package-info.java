/** Picks, wires, starts and stops all of the node. */
@NullMarked
package com.nimsforest.node.bootstrap;

import org.jspecify.annotations.NullMarked;
