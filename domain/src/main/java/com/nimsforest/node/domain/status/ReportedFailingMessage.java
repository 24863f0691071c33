package com.nimsforest.node.domain.status;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.handler.FailingMessage;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A message that fails, and where.
 *
 * @param node the node whose attempt was the last one that is known
 */
public record ReportedFailingMessage(String node, FailingMessage message) {
    public ReportedFailingMessage {
        requireNonNull(node, "node");
        requireNonNull(message, "message");
    }

    /** All that the nodes report, each message once, by the node that made the most attempts; the oldest first. */
    static List<ReportedFailingMessage> of(List<NodeStatusReport> nodes) {
        Map<String, ReportedFailingMessage> byPlace = new LinkedHashMap<>();
        for (NodeStatusReport node : nodes) {
            for (FailingMessage message : node.failing()) {
                byPlace.merge(
                        message.handler() + " " + message.stream() + " " + message.sequence(),
                        new ReportedFailingMessage(node.name(), message),
                        (one, other) -> one.message.attempt() >= other.message.attempt() ? one : other);
            }
        }
        return byPlace.values().stream()
                .sorted(Comparator.comparing(reported -> reported.message.since()))
                .toList();
    }
}
