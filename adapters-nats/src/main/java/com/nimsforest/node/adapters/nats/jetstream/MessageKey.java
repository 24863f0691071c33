package com.nimsforest.node.adapters.nats.jetstream;

/** Which message of a stream: its sequence, and the epoch of the stream, since one made anew counts from 1 again. */
record MessageKey(long epoch, long sequence) {}
