package com.nimsforest.node.adapters.nats.monitor;

import com.nimsforest.node.domain.status.NodeStatusReport;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One question to all nodes: waits until as many as expected have answered and no more come, or time is up. */
final class FleetReportRequest {
    private static final Logger LOG = LoggerFactory.getLogger(FleetReportRequest.class);
    private static final Duration BOUND = Duration.ofSeconds(1);
    private static final Duration LINGER = Duration.ofMillis(100);
    private static final int MOST = 1_000;

    private FleetReportRequest() {}

    static List<NodeStatusReport> ask(Connection connection, int expected) throws InterruptedException {
        String inbox = connection.createInbox();
        Subscription answers = connection.subscribe(inbox);
        try {
            connection.publish(NatsFleet.SUBJECT, inbox, new byte[0]);
            List<NodeStatusReport> reports = collect(answers, expected);
            reports.sort(Comparator.comparing(report -> report.health().node()));
            return List.copyOf(reports);
        } finally {
            answers.unsubscribe();
        }
    }

    private static List<NodeStatusReport> collect(Subscription answers, int expected) throws InterruptedException {
        List<NodeStatusReport> reports = new ArrayList<>();
        long end = System.nanoTime() + BOUND.toNanos();
        while (reports.size() < MOST) {
            Duration left = Duration.ofNanos(end - System.nanoTime());
            boolean all = reports.size() >= expected;
            Message answer = next(answers, all && left.compareTo(LINGER) > 0 ? LINGER : left);
            if (answer == null || answer.isStatusMessage()) {
                return reports;
            }
            take(answer, reports);
        }
        return reports;
    }

    /** No time left must not be taken for time without end. */
    private static @Nullable Message next(Subscription answers, Duration atMost) throws InterruptedException {
        return atMost.isNegative() || atMost.isZero() ? null : answers.nextMessage(atMost);
    }

    /** Anybody may answer; only a node's report counts. */
    private static void take(Message answer, List<NodeStatusReport> reports) {
        try {
            reports.add(NodeReportJson.read(answer.getData()));
        } catch (IllegalArgumentException odd) {
            LOG.debug("passed over an answer that is no node's report: {}", odd.getMessage());
        }
    }
}
