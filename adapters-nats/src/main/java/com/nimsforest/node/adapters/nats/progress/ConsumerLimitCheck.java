package com.nimsforest.node.adapters.nats.progress;

import com.nimsforest.node.adapters.nats.api.ConsumerInfo;
import com.nimsforest.node.domain.health.HealthFact;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.ProblemKind;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which limit of a consumer holds it up, by what {@code CONSUMER.INFO} says. Source: {@code getNextMsg} and {@code
 * processNextMsgRequest} in consumer.go of nats-server.
 */
public final class ConsumerLimitCheck {
    /** With fewer messages a request the way to the server and back takes longer than they do. */
    private static final int FEW = 64;

    private ConsumerLimitCheck() {}

    /** The finding, about nobody yet; empty when no limit is in the way. */
    public static Optional<HealthFinding> finding(ConsumerInfo info) {
        return Stream.of(
                        reached(
                                info,
                                info.position().unacknowledged(),
                                "max_ack_pending",
                                "messages are unacknowledged"),
                        reached(info, info.requests(), "max_waiting", "requests wait"),
                        batch(info.limits().batch()))
                .flatMap(Optional::stream)
                .findFirst()
                .map(limit -> limit.with(HealthFact.STREAM, info.stream()).with(HealthFact.DURABLE, info.name()));
    }

    private static Optional<HealthFinding> reached(ConsumerInfo info, long present, String limit, String what) {
        long most = info.config().path(limit).asLong(-1);
        return most > 0 && present >= most
                ? Optional.of(HealthFinding.of(ProblemKind.CONSUMER_AT_LIMIT)
                        .with(HealthFact.COUNT, present)
                        .with(HealthFact.WHAT, what)
                        .with(HealthFact.LIMIT, limit))
                : Optional.empty();
    }

    private static Optional<HealthFinding> batch(int most) {
        return most > 0 && most < FEW
                ? Optional.of(
                        HealthFinding.of(ProblemKind.CONSUMER_BATCH_LIMITED).with(HealthFact.BATCH, most))
                : Optional.empty();
    }
}
