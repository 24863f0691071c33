/** Compares the replicas of a stream across machines, over time. */
@NullMarked
package com.nimsforest.node.domain.replica;

import org.jspecify.annotations.NullMarked;
