/** From a delivery of a durable pull consumer to its confirmed acknowledgement, and the supervision of that consumer. */
@NullMarked
package com.nimsforest.node.adapters.nats.consume;

import org.jspecify.annotations.NullMarked;
