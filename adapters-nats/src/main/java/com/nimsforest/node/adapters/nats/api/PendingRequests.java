package com.nimsforest.node.adapters.nats.api;

import com.nimsforest.node.adapters.nats.connection.PermissionViolation;
import com.nimsforest.node.adapters.nats.connection.PermissionViolations;
import io.nats.client.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The requests that wait for an answer, by their subject, so that one that the server forbids fails at once. The server says
 * so for each message: only when it has said so of all that wait on a subject is it certain of each. Any thread.
 */
final class PendingRequests {
    private final PermissionViolations violations;
    private final Map<String, List<CompletableFuture<Message>>> waiting = new HashMap<>();
    private final Map<String, Integer> refused = new HashMap<>();

    PendingRequests(PermissionViolations violations) {
        this.violations = violations;
        violations.listen(this::violated);
    }

    /** Throws when the answer could not be received. */
    void requireAnswers() {
        violations.answersForbidden().ifPresent(said -> {
            throw ApiRequestException.answerForbidden(said);
        });
    }

    /** What the server said of acknowledgements, while it forbids them. */
    Optional<String> acknowledgementsForbidden() {
        return violations.acknowledgementsForbidden();
    }

    Runnable onViolation(Consumer<PermissionViolation> listener) {
        return violations.listen(listener);
    }

    /** To be called before the request is sent, since the server may be faster than whoever sends. */
    CompletableFuture<Message> add(String subject) {
        CompletableFuture<Message> reply = new CompletableFuture<>();
        synchronized (waiting) {
            waiting.computeIfAbsent(subject, absent -> new ArrayList<>(1)).add(reply);
        }
        reply.whenComplete((message, failure) -> remove(subject, reply, failure == null));
        return reply;
    }

    private void remove(String subject, CompletableFuture<Message> reply, boolean answered) {
        synchronized (waiting) {
            List<CompletableFuture<Message>> others = waiting.get(subject);
            if (others != null && others.remove(reply) && others.isEmpty()) {
                waiting.remove(subject);
                refused.remove(subject);
            }
        }
        if (answered) {
            violations.published(subject);
        }
    }

    private void violated(PermissionViolation violation) {
        if (violation.action() == PermissionViolation.Action.PUBLISH) {
            ApiRequestException failure = ApiRequestException.forbidden(violation.said());
            refusedOn(violation.subject()).forEach(reply -> reply.completeExceptionally(failure));
        } else if (violations.answersForbidden().isPresent()) {
            ApiRequestException failure = ApiRequestException.answerForbidden(violation.said());
            all().forEach(reply -> reply.completeExceptionally(failure));
        }
    }

    private List<CompletableFuture<Message>> refusedOn(String subject) {
        synchronized (waiting) {
            List<CompletableFuture<Message>> all = waiting.getOrDefault(subject, List.of());
            if (all.isEmpty() || refused.merge(subject, 1, Integer::sum) < all.size()) {
                return List.of();
            }
            refused.remove(subject);
            return List.copyOf(all);
        }
    }

    private List<CompletableFuture<Message>> all() {
        synchronized (waiting) {
            return waiting.values().stream().flatMap(List::stream).toList();
        }
    }
}
