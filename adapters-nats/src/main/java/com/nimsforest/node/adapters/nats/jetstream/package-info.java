/** The ports that keep something, on JetStream: its streams and bucket, their consumers, and how they are provided. */
@NullMarked
package com.nimsforest.node.adapters.nats.jetstream;

import org.jspecify.annotations.NullMarked;
