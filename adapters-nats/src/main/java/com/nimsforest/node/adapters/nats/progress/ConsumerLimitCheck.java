package com.nimsforest.node.adapters.nats.progress;

import com.nimsforest.node.adapters.nats.api.ConsumerInfo;
import com.nimsforest.node.domain.health.HealthFact;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.ProblemKind;
import com.nimsforest.node.domain.wording.CountedNoun;
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
                        batch(info))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<HealthFinding> reached(ConsumerInfo info, long present, String limit, String what) {
        long most = info.config().path(limit).asLong(-1);
        return most > 0 && present >= most
                ? Optional.of(HealthFinding.of(ProblemKind.CONSUMER_AT_LIMIT)
                        .with(HealthFact.STREAM, info.stream())
                        .with(HealthFact.DURABLE, info.name())
                        .with(HealthFact.COUNT, present)
                        .with(HealthFact.WHAT, CountedNoun.agreeing(present, what))
                        .with(HealthFact.LIMIT, limit))
                : Optional.empty();
    }

    /** A limit of the server holds for all consumers, so that only the command may have a consumer's name. */
    private static Optional<HealthFinding> batch(ConsumerInfo info) {
        int most = info.limits().batch();
        return most > 0 && most < FEW
                ? Optional.of(HealthFinding.of(ProblemKind.CONSUMER_BATCH_LIMITED)
                        .with(HealthFact.BATCH, most)
                        .with(
                                HealthFact.COMMAND,
                                "nats consumer edit " + info.stream() + " " + info.name()
                                        + " --force --max-pull-batch=512"))
                : Optional.empty();
    }
}
