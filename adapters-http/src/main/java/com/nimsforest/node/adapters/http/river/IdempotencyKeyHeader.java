package com.nimsforest.node.adapters.http.river;

import com.nimsforest.node.adapters.http.answer.HttpProblem;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.subject.Subject;
import io.javalin.http.Context;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The id under which a caller may send the same post again: the header {@code Idempotency-Key} or {@code Nats-Msg-Id}, else the one
 * by which a known sender of webhooks names a delivery. That one counts for its subject, since a sender may name what it sends to
 * two places alike; it was not meant for this node, so an odd one is no reason to refuse the post. A number of a request
 * ({@code X-Request-Id}) is none of them: proxies give each attempt a new one.
 */
final class IdempotencyKeyHeader {
    private static final List<String> HEADERS = List.of("Idempotency-Key", "Nats-Msg-Id");

    private static final Pattern DELIVERY = Pattern.compile("[!-~]{8,128}");

    private IdempotencyKeyHeader() {}

    /**
     * Each is the same for each attempt to deliver the same event: <a
     * href="https://docs.github.com/en/webhooks/webhook-events-and-payloads#delivery-headers">GitHub</a>, <a
     * href="https://docs.gitlab.com/user/project/integrations/webhooks/#delivery-headers">GitLab</a>, <a
     * href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard Webhooks</a>,
     * Svix, Shopify.
     */
    private static final List<String> DELIVERIES =
            List.of("X-GitHub-Delivery", "X-Gitlab-Event-UUID", "Webhook-Id", "Svix-Id", "X-Shopify-Webhook-Id");

    static Optional<MessageId> of(Context request, Subject subject) {
        return named(request)
                .or(() -> DELIVERIES.stream()
                        .flatMap(name -> delivery(name, request.header(name), subject).stream())
                        .findFirst());
    }

    private static Optional<MessageId> delivery(String name, @Nullable String id, Subject subject) {
        if (id == null || !DELIVERY.matcher(id).matches()) {
            return Optional.empty();
        }
        return Optional.of(new MessageId(name + ":" + subject + ":" + id));
    }

    private static Optional<MessageId> named(Context request) {
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
