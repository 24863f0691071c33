package com.nimsforest.node.adapters.http.river;

import com.nimsforest.node.adapters.http.answer.HttpProblem;
import com.nimsforest.node.domain.message.MessageId;
import io.javalin.http.Context;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The id under which a caller may send the same post again: the header {@code Idempotency-Key} or {@code Nats-Msg-Id}. */
final class IdempotencyKeyHeader {
    private static final List<String> HEADERS = List.of("Idempotency-Key", "Nats-Msg-Id");

    private IdempotencyKeyHeader() {}

    static Optional<MessageId> of(Context request) {
        Set<String> given = new LinkedHashSet<>();
        HEADERS.forEach(name -> given.addAll(Collections.list(request.req().getHeaders(name))));
        if (given.size() > 1) {
            throw refused("the request names more than one id", "send Idempotency-Key or Nats-Msg-Id, once");
        }
        return given.stream().findFirst().map(IdempotencyKeyHeader::checked);
    }

    private static MessageId checked(String id) {
        if (!id.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw refused("the id has characters other than printable ASCII", "send a plain id, such as a UUID");
        }
        try {
            return MessageId.given(id);
        } catch (IllegalArgumentException e) {
            throw refused(String.valueOf(e.getMessage()), "send a plain id, such as a UUID, or none");
        }
    }

    private static RuntimeException refused(String error, String hint) {
        return HttpProblem.of(400, error, hint).asException();
    }
}
