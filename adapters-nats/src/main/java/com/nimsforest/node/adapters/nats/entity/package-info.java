/** Entity nims on NATS: who owns a nim's leaves, up to where the river's order is known, and states in the humus. */
@NullMarked
package com.nimsforest.node.adapters.nats.entity;

import org.jspecify.annotations.NullMarked;
