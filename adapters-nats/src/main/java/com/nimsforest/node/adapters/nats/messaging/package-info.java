/** The wind: core messages, as they blow. */
@NullMarked
package com.nimsforest.node.adapters.nats.messaging;

import org.jspecify.annotations.NullMarked;
