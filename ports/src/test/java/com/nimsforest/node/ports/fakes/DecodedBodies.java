package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.domain.payload.RawPayload;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Function;

/** What bodies say. Each is decoded once, however often it is delivered; one that cannot be decoded, each time. Any thread. */
final class DecodedBodies<T> {
    private final Function<RawPayload, T> decoder;
    private final Map<RawPayload, T> known = new IdentityHashMap<>();

    DecodedBodies(Function<RawPayload, T> decoder) {
        this.decoder = decoder;
    }

    synchronized T of(RawPayload body) {
        return known.computeIfAbsent(body, decoder);
    }
}
