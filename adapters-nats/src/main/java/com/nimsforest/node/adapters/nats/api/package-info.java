/** JetStream's request API: requests, error codes, stored messages, stream configuration and stream identity. */
@NullMarked
package com.nimsforest.node.adapters.nats.api;

import org.jspecify.annotations.NullMarked;
