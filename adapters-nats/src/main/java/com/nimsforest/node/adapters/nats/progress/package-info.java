/** How far the durable consumers have come and how old their oldest messages are, by the servers' own clock. */
@NullMarked
package com.nimsforest.node.adapters.nats.progress;

import org.jspecify.annotations.NullMarked;
