/** Fault drills on a local mesh: numbered events go in, something is broken, and what became of each event is counted. */
@NullMarked
package com.nimsforest.node.bootstrap.drill;

import org.jspecify.annotations.NullMarked;
