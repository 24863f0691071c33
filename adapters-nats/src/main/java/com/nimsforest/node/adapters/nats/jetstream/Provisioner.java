package com.nimsforest.node.adapters.nats.jetstream;

import com.nimsforest.node.adapters.nats.ApiErrorKind;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.SubjectSet;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Provides the streams, for ever: again and again it looks at what there is and brings it one step nearer to the layout.
 * Nothing that stands in its way is fatal; what it waits for is said when it changes. Any thread; never blocks.
 */
final class Provisioner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Provisioner.class);
    private static final Duration SOON = Duration.ofMillis(500);
    private static final Duration STEADY = Duration.ofSeconds(5);
    private static final Duration SELDOM = Duration.ofSeconds(30);

    private final JetStreamApi api;
    private final ScheduledExecutorService timer;
    private final Supplier<CompletableFuture<Presence>> presence;
    private final StreamKeeper leaves;
    private final List<StreamKeeper> keepers;
    private final Map<String, String> problems = new ConcurrentHashMap<>();
    private final ServerAge age = new ServerAge();
    private final Object lock = new Object();
    private volatile Presence lastSeen = Presence.ALONE;
    private String told = "";
    private boolean started;
    private boolean closed;
    private boolean running;
    private boolean again;
    private int failedPasses;
    private @Nullable ScheduledFuture<?> next;

    /**
     * @param goal how many replicas each stream should have
     * @param presence how many machines are there, asked before replicas are raised
     */
    Provisioner(
            JetStreamApi api,
            int goal,
            ScheduledExecutorService timer,
            Supplier<CompletableFuture<Presence>> presence) {
        this.api = api;
        this.timer = timer;
        this.presence = presence;
        this.leaves = new StreamKeeper(api, StreamLayout.leaves(SubjectSet.empty()), goal);
        this.keepers = Stream.concat(
                        StreamLayout.standing().stream().map(plan -> new StreamKeeper(api, plan, goal)),
                        Stream.of(leaves))
                .toList();
    }

    void start() {
        synchronized (lock) {
            started = true;
        }
        hurry();
    }

    /** Has the leaves of these patterns kept from the next pass on, and for ever. */
    void want(Collection<SubjectPattern> patterns) {
        leaves.want(patterns);
        hurry();
    }

    /** What the stream of leaves captured when it was last seen. */
    SubjectSet capturedLeaves() {
        return leaves.covered();
    }

    /** Looks at once: somebody misses a stream. */
    void hurry() {
        synchronized (lock) {
            if (running) {
                again = true;
            } else {
                schedule(Duration.ZERO);
            }
        }
    }

    /** The streams that there should be by now. */
    List<String> streams() {
        return keepers.stream()
                .filter(StreamKeeper::isWanted)
                .map(StreamKeeper::name)
                .toList();
    }

    /** What a failure to reach JetStream means, for people. */
    String describe(Throwable failure) {
        return Obstacle.toAll(failure, lastSeen);
    }

    /** What stands in the way of the stream, or how it differs from its plan; empty when all is well. */
    String problem(String stream) {
        String drift = keepers.stream()
                .filter(keeper -> keeper.name().equals(stream))
                .map(StreamKeeper::drift)
                .collect(Collectors.joining());
        return problems.getOrDefault(stream, drift);
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            if (next != null) {
                next.cancel(false);
            }
        }
    }

    private void schedule(Duration delay) {
        if (!started || closed) {
            return;
        }
        if (next != null) {
            next.cancel(false);
        }
        try {
            next = timer.schedule(this::pass, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException ended) {
            closed = true;
        }
    }

    private void pass() {
        synchronized (lock) {
            if (running || closed) {
                return;
            }
            running = true;
            again = false;
        }
        try {
            presence.get()
                    .thenCompose(this::look)
                    .whenComplete((delay, failure) -> passed(failure == null ? delay : SOON));
        } catch (RuntimeException failure) {
            LOG.warn("provisioning failed and is tried again", failure);
            passed(STEADY);
        }
    }

    private void passed(Duration delay) {
        synchronized (lock) {
            running = false;
            schedule(again ? Duration.ZERO : delay);
        }
    }

    private CompletableFuture<Duration> look(Presence mesh) {
        // Before the question, whose answer may be a long time coming: others describe the same failure meanwhile.
        lastSeen = mesh;
        return api.call("INFO", null).handle((info, failure) -> failure).thenCompose(failure -> {
            if (failure != null) {
                say(describe(failure));
                return CompletableFuture.completedFuture(pause());
            }
            age.look(api.connection().getServerInfo());
            List<CompletableFuture<StreamKeeper.Step>> steps =
                    keepers.stream().map(keeper -> step(keeper, mesh)).toList();
            return CompletableFuture.allOf(steps.toArray(CompletableFuture[]::new))
                    .handle((done, failed) -> judge(steps));
        });
    }

    private CompletableFuture<StreamKeeper.Step> step(StreamKeeper keeper, Presence mesh) {
        return keeper.pass(mesh).whenComplete((step, failure) -> {
            if (failure == null) {
                problems.remove(keeper.name());
            } else {
                problems.put(keeper.name(), ApiFailure.words(failure));
            }
        });
    }

    private Duration judge(List<CompletableFuture<StreamKeeper.Step>> steps) {
        if (!problems.isEmpty()) {
            boolean hopeless = steps.stream().allMatch(Provisioner::settledOrHopeless);
            if (hopeless || failedPasses > 0) {
                say("waiting for streams: " + new TreeMap<>(problems));
            }
            return hopeless ? SELDOM : pause();
        }
        failedPasses = 0;
        if (steps.stream().anyMatch(step -> step.join() == StreamKeeper.Step.CHANGED)) {
            return SOON;
        }
        say("");
        return STEADY;
    }

    private static boolean settledOrHopeless(CompletableFuture<StreamKeeper.Step> step) {
        return step.handle((done, failure) -> failure == null
                        || (ApiFailure.unwrapped(failure) instanceof ApiFailure refusal
                                && refusal.kind() == ApiErrorKind.PERMANENT))
                .join();
    }

    /** Grows to a steady pace, so that what is absent for hours costs little. */
    private Duration pause() {
        failedPasses = Math.min(failedPasses + 1, 10);
        return failedPasses < 10 ? SOON : STEADY;
    }

    private void say(String text) {
        if (text.equals(told)) {
            return;
        }
        told = text;
        if (text.equals(Obstacle.NO_CONNECTION)) {
            LOG.debug("{}", text);
        } else if (text.isEmpty()) {
            LOG.info(
                    "streams are there: {}",
                    keepers.stream()
                            .filter(StreamKeeper::isPresent)
                            .map(StreamKeeper::name)
                            .toList());
        } else {
            LOG.warn("{}", text);
        }
    }
}
