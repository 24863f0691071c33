package com.nimsforest.node.ports.usecase;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.health.HealthReport;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.message.PublishReceipt;
import com.nimsforest.node.domain.payload.RawPayload;
import com.nimsforest.node.domain.river.RiverData;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.ports.driven.River;
import com.nimsforest.node.ports.driven.operations.NodeMetrics;
import com.nimsforest.node.ports.driven.operations.NodeMetrics.Count;
import com.nimsforest.node.ports.driven.operations.NodeMetrics.Hop;
import com.nimsforest.node.ports.driving.NodeHealth;
import com.nimsforest.node.ports.driving.RiverIntake;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Gives each input an id and a time and has the river keep it; says at once when the node is not ready or no tree asks for it. */
public final class RiverIntakeService implements RiverIntake {
    private final River river;
    private final NodeHealth health;
    private final NodeMetrics instruments;
    private final Clock clock;
    private final RiverSubjectCheck subjects;

    public RiverIntakeService(River river, NodeHealth health, NodeMetrics instruments, Clock clock) {
        this.river = requireNonNull(river, "river");
        this.health = requireNonNull(health, "health");
        this.instruments = requireNonNull(instruments, "instruments");
        this.clock = requireNonNull(clock, "clock");
        this.subjects = new RiverSubjectCheck(river);
    }

    @Override
    public CompletionStage<PublishReceipt> take(Subject subject, RawPayload data, Optional<MessageId> id) {
        RiverData input = new RiverData(subject, data, clock.instant());
        HealthReport report = health.report();
        if (!report.ready()) {
            instruments.add(Count.RIVER_REFUSED);
            return CompletableFuture.failedFuture(new StorageUnavailableException(report.unready()));
        }
        return subjects.check(subject)
                .whenComplete((known, refused) -> countRefused(refused))
                .thenCompose(known -> store(id.orElseGet(RiverIntakeService::newId), input));
    }

    private void countRefused(@Nullable Throwable refused) {
        if (refused != null) {
            instruments.add(Count.RIVER_REFUSED);
        }
    }

    private CompletionStage<PublishReceipt> store(MessageId id, RiverData input) {
        NodeMetrics.Passage passage = instruments.begin(Hop.RIVER_STORE);
        return river.flow(id, input).whenComplete((receipt, failure) -> {
            if (failure != null) {
                instruments.add(Count.RIVER_REFUSED);
            } else {
                instruments.add(receipt.duplicate() ? Count.RIVER_DUPLICATES : Count.RIVER_STORED);
                passage.end();
            }
        });
    }

    private static MessageId newId() {
        return new MessageId(UUID.randomUUID().toString());
    }
}
