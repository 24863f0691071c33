package com.nimsforest.node.adapters.nats.wire;

import com.nimsforest.node.domain.entity.AppliedLeaves;
import com.nimsforest.node.domain.entity.DelayedLeaves;
import com.nimsforest.node.domain.entity.EntityProvenance;
import com.nimsforest.node.domain.subject.Token;
import io.nats.client.impl.Headers;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;

/** What an entity's state was made of, in the headers of its compost and of its entry in the soil. */
public final class ProvenanceHeaders {
    /** The entity nim that owns the entity. */
    static final String NIM = "Nimsforest-Entity-Nim";
    /** The version of the state's form. */
    static final String VERSION = "Nimsforest-Entity-Version";
    /** Which leaves are in the state. */
    static final String APPLIED = "Nimsforest-Applied";
    /** When the state expires; not there when it does not. */
    static final String EXPIRES = "Nimsforest-Expires";
    /** What is dropped later; not there when nothing is. */
    static final String DELAYED = "Nimsforest-Delayed";

    private ProvenanceHeaders() {}

    public static Headers write(Headers headers, EntityProvenance made) {
        if (!made.delayed().isEmpty()) {
            headers.put(DELAYED, made.delayed().text());
        }
        made.expires().ifPresent(at -> headers.put(EXPIRES, at.toString()));
        return headers.put(NIM, made.nim().value())
                .put(VERSION, Integer.toString(made.version()))
                .put(APPLIED, made.applied().text());
    }

    /** Empty when the headers are not there or none that {@link #write} wrote. */
    public static Optional<EntityProvenance> read(Map<String, String> headers) {
        String nim = headers.get(NIM);
        String version = headers.getOrDefault(VERSION, "");
        if (nim == null || !version.matches("[1-9]\\d{0,8}")) {
            return Optional.empty();
        }
        try {
            Token owner = Token.of(nim);
            int number = Integer.parseInt(version);
            Optional<DelayedLeaves> delayed = DelayedLeaves.parse(headers.getOrDefault(DELAYED, ""));
            return AppliedLeaves.parse(headers.getOrDefault(APPLIED, ""))
                    .flatMap(applied -> delayed.map(
                            later -> new EntityProvenance(owner, number, applied, expires(headers), later)));
        } catch (IllegalArgumentException | DateTimeParseException odd) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> expires(Map<String, String> headers) {
        return Optional.ofNullable(headers.get(EXPIRES)).map(Instant::parse);
    }
}
