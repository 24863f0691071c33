/** Fault drills on a development cluster: numbered events, a fault, and the count of what became of them. */
@NullMarked
package com.nimsforest.node.bootstrap.lab.drill;

import org.jspecify.annotations.NullMarked;
