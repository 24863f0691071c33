package com.nimsforest.node.adapters.nats.backup;

import com.nimsforest.node.adapters.nats.api.ApiAnswerWaiter;
import com.nimsforest.node.adapters.nats.api.ConsumerInfo;
import com.nimsforest.node.adapters.nats.api.ConsumerList;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.domain.backup.ConsumerBackup;
import com.nimsforest.node.ports.execution.BoundedPolling;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The consumers of some streams, paused until closed, and at most for two minutes after the last renewal: {@code
 * CONSUMER.PAUSE}, nats-server 2.11. For one thread.
 */
final class PausedConsumers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PausedConsumers.class);
    private static final Duration PAUSE = Duration.ofMinutes(2);
    private static final Duration RENEWAL = Duration.ofSeconds(30);
    /** As long as the servers wait for an acknowledgement before they give a message out again. */
    private static final Duration SETTLING = Duration.ofSeconds(30);

    /** A pause ends by itself, so a backup that died is over by then. */
    private static final Duration OTHERS = PAUSE.plusSeconds(10);

    private record Consumer(String stream, String name) {
        String path() {
            return stream + "." + name;
        }
    }

    private final JetStreamApi api;
    private final Clock clock;
    private final List<String> streams;
    private final List<Consumer> paused = new ArrayList<>();
    /** The ends of all pauses that this object asked for: by them it knows its own again. */
    private final Set<Instant> ends = new HashSet<>();

    private Instant renewed;

    private PausedConsumers(JetStreamApi api, Clock clock, List<String> streams) {
        this.api = api;
        this.clock = clock;
        this.streams = streams;
        this.renewed = clock.instant();
    }

    /**
     * Pauses every consumer of the streams that acknowledges; one that is gone meanwhile is none. Waits until a pause that
     * another backup has made is over.
     */
    static PausedConsumers of(JetStreamApi api, Clock clock, List<String> streams) {
        PausedConsumers all = new PausedConsumers(api, clock, streams);
        try {
            all.paused.addAll(all.find());
            all.awaitOthers();
            all.paused.forEach(all::pauseAgain);
            all.awaitPauses();
            return all;
        } catch (RuntimeException failure) {
            all.close();
            throw failure;
        }
    }

    private List<Consumer> find() {
        return streams.stream().flatMap(stream -> find(stream)).toList();
    }

    private Stream<Consumer> find(String stream) {
        return ApiAnswerWaiter.read("consumers of " + stream, ConsumerList.names(api, stream)).stream()
                .map(name -> new Consumer(stream, name))
                .filter(consumer -> info(consumer)
                        .filter(info ->
                                !info.config().path("ack_policy").asString("").equals("none"))
                        .isPresent());
    }

    private void awaitOthers() {
        await(
                OTHERS,
                consumer -> pauseEnd(consumer).isEmpty(),
                "consumers are paused, and not by a backup that has ended: is another backup running?");
    }

    /** In a mesh the answer comes before the leader of the consumer knows of its pause. */
    private void awaitPauses() {
        await(SETTLING, this::isPausedByThis, "consumers could not be paused: does another client resume them?");
    }

    private void await(Duration atMost, Predicate<Consumer> reached, String otherwise) {
        if (!BoundedPolling.poll(atMost, () -> paused.stream().allMatch(reached), all -> all)) {
            throw new StorageUnavailableException(otherwise);
        }
    }

    private Optional<Instant> pauseEnd(Consumer consumer) {
        return info(consumer).flatMap(ConsumerInfo::pausedUntil).map(Instant::parse);
    }

    private boolean isPausedByThis(Consumer consumer) {
        return pauseEnd(consumer).filter(ends::contains).isPresent();
    }

    private Optional<ConsumerInfo> info(Consumer consumer) {
        return ApiAnswerWaiter.read(consumer.path(), ConsumerInfo.find(api, consumer.stream(), consumer.name()));
    }

    /** By the clock of the server, where it tells it. */
    private void pauseAgain(Consumer consumer) {
        info(consumer).ifPresent(info -> {
            Instant end = info.serverTime().orElseGet(clock::instant).plus(PAUSE);
            ends.add(end);
            pause(consumer, end);
        });
    }

    private void pause(Consumer consumer, Instant until) {
        ObjectNode request = JetStreamApi.object().put("pause_until", until.toString());
        ApiAnswerWaiter.read(consumer.path(), api.find("CONSUMER.PAUSE." + consumer.path(), request));
    }

    /** To be called often, so that a long backup does not outlast its pause. */
    void renew() {
        if (renewed.plus(RENEWAL).isBefore(clock.instant())) {
            renewed = clock.instant();
            paused.forEach(this::pauseAgain);
        }
    }

    /**
     * Waits until all that was given out is acknowledged.
     *
     * @return how many messages are not even so: those wait for another attempt, or their handler takes longer than half a
     *     minute
     */
    long settle() {
        return BoundedPolling.poll(SETTLING, this::unacknowledged, open -> open == 0);
    }

    /**
     * Fails when somebody else has paused or resumed a consumer meanwhile, or created one: what was written then is no
     * consistent cut.
     */
    void requireStillPaused() {
        boolean same = find().equals(paused) && paused.stream().allMatch(this::isPausedByThis);
        if (!same) {
            throw new StorageUnavailableException(
                    "consumers were paused, resumed or created by another client meanwhile: back up again");
        }
    }

    /** Whether a client, such as a node in another language, asks one of them for messages. */
    boolean areAttended() {
        return paused.stream().flatMap(consumer -> info(consumer).stream()).anyMatch(ConsumerInfo::isAttended);
    }

    /** How many messages were given out and are not acknowledged. */
    long unacknowledged() {
        return paused.stream()
                .flatMap(consumer -> info(consumer).stream())
                .mapToLong(info -> info.position().unacknowledged())
                .sum();
    }

    /** Where those of the stream are. */
    List<ConsumerBackup> positions(String stream) {
        return paused.stream()
                .filter(consumer -> consumer.stream().equals(stream))
                .flatMap(consumer -> info(consumer).stream())
                .map(info -> new ConsumerBackup(
                        info.name(), info.position().ackFloor(), info.position().unacknowledged()))
                .toList();
    }

    /** Has them go on, as far as this object has paused them. */
    @Override
    public void close() {
        for (Consumer consumer : ends.isEmpty() ? List.<Consumer>of() : paused) {
            try {
                ApiAnswerWaiter.read(
                        consumer.path(), api.find("CONSUMER.PAUSE." + consumer.path(), JetStreamApi.object()));
            } catch (RuntimeException failure) {
                LOG.warn(
                        "consumer could not be resumed, its pause ends within two minutes: {}: {}",
                        consumer.path(),
                        failure.getMessage());
            }
        }
        ends.clear();
    }
}
