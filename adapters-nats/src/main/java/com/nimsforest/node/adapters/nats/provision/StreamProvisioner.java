package com.nimsforest.node.adapters.nats.provision;

import com.nimsforest.node.adapters.nats.LastLoggedValue;
import com.nimsforest.node.adapters.nats.StreamLimitSettings;
import com.nimsforest.node.adapters.nats.api.ApiErrorKind;
import com.nimsforest.node.adapters.nats.api.ApiRequestException;
import com.nimsforest.node.adapters.nats.api.ForestStreamLayout;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.api.JetStreamErrorCode;
import com.nimsforest.node.adapters.nats.api.StreamInfo;
import com.nimsforest.node.domain.health.HealthFact;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.ProblemKind;
import com.nimsforest.node.domain.replica.ReplicaGoal;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.SubjectPatternSet;
import com.nimsforest.node.ports.failure.CompletionFailures;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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
public final class StreamProvisioner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamProvisioner.class);
    private static final Duration SOON = Duration.ofMillis(500);
    private static final Duration STEADY = Duration.ofSeconds(5);
    private static final Set<ApiErrorKind> PASSES_SLOWLY = Set.of(ApiErrorKind.PERMANENT, ApiErrorKind.SLOW_RETRY);
    private static final Duration SELDOM = Duration.ofSeconds(30);

    private final JetStreamApi api;
    private final ScheduledExecutorService timer;
    private final Supplier<CompletableFuture<MeshSize>> meshSize;
    private final Supplier<Set<String>> unchanged;
    private final ReplicaGoal goal;
    private final StreamReconciler leaves;
    private final StreamReconciler bucket;
    private final List<StreamReconciler> keepers;
    private final Map<String, HealthFinding> problems = new ConcurrentHashMap<>();
    private final Object lock = new Object();
    private volatile MeshSize lastSeen;
    private final LastLoggedValue<String> reported = new LastLoggedValue<>("");
    private boolean started;
    private boolean closed;
    private boolean running;
    private boolean again;
    /** Whether the last look found nothing to do. */
    private boolean settled;

    private int failedPasses;
    private @Nullable ScheduledFuture<?> next;

    /**
     * @param clock gives new streams their identities
     * @param goal how many replicas each stream should have
     * @param machines how many machines the mesh has by the settings
     * @param limits those that the account or the server asks for
     * @param meshSize how many machines are there, asked before replicas are raised
     * @param unchanged the streams that are as they were a moment ago, and need no look; may wait
     * @param seen is told of each stream that a look finds
     */
    public StreamProvisioner(
            JetStreamApi api,
            Clock clock,
            ReplicaGoal goal,
            int machines,
            StreamLimitSettings limits,
            ScheduledExecutorService timer,
            Supplier<CompletableFuture<MeshSize>> meshSize,
            Supplier<Set<String>> unchanged,
            Consumer<StreamInfo> seen) {
        this.api = api;
        this.goal = goal;
        this.lastSeen = new MeshSize(machines, machines);
        this.timer = timer;
        this.meshSize = meshSize;
        this.unchanged = unchanged;
        this.leaves = new StreamReconciler(
                api, clock, ForestStreamLayout.leaves(SubjectPatternSet.empty(), limits), goal, seen);
        this.keepers = Stream.concat(
                        ForestStreamLayout.standing(limits).stream()
                                .map(plan -> new StreamReconciler(api, clock, plan, goal, seen)),
                        Stream.of(leaves))
                .toList();
        this.bucket = keepers.stream()
                .filter(reconciler -> reconciler.name().equals(ForestStreamLayout.BUCKET))
                .findFirst()
                .orElseThrow();
    }

    public void start() {
        synchronized (lock) {
            started = true;
        }
        hurry();
    }

    /** Has the leaves of these patterns kept from the next pass on, and for ever. */
    public void want(Collection<SubjectPattern> patterns) {
        leaves.want(patterns);
        hurry();
    }

    /** What the stream of leaves captured when it was last seen. */
    public SubjectPatternSet capturedLeaves() {
        return leaves.covered();
    }

    /** What the nims of this node ask for, whether or not the stream of leaves captures it yet. */
    public SubjectPatternSet wantedLeaves() {
        return leaves.wanted();
    }

    /** Looks at once: somebody misses a stream. */
    public void hurry() {
        synchronized (lock) {
            settled = false;
            if (running) {
                again = true;
            } else {
                schedule(Duration.ZERO);
            }
        }
    }

    /** The streams that there should be by now. */
    public List<String> streams() {
        return keepers.stream()
                .filter(StreamReconciler::isWanted)
                .map(StreamReconciler::name)
                .toList();
    }

    /** How many replicas each stream should have on the machines that were last seen. */
    public int desiredReplicas() {
        return goal.on(lastSeen.expected());
    }

    /** What a failure to reach JetStream means. */
    public HealthFinding describe(Throwable failure) {
        return ProvisioningProblem.toAll(failure, lastSeen);
    }

    /** Why a stream is not there: what the servers said when it could last not be made, else when it was asked for. */
    public HealthFinding missing(String stream, Throwable failure) {
        HealthFinding refused = problems.get(stream);
        return refused == null ? ProvisioningProblem.ofStream(stream, failure) : refused;
    }

    /** What stands in the way of a stream that is there, or how it differs from its plan; none when all is well. */
    public List<HealthFinding> problems(String stream) {
        Stream<HealthFinding> refused = Stream.ofNullable(problems.get(stream))
                .map(refusal -> HealthFinding.about(stream, ProblemKind.STREAM_UPDATE_REFUSED)
                        .with(HealthFact.ANSWER, refusal.fact(HealthFact.ANSWER).orElse("")));
        Stream<HealthFinding> found = keepers.stream()
                .filter(reconciler -> reconciler.name().equals(stream))
                .flatMap(reconciler -> reconciler.problems().stream());
        return Stream.concat(refused, found).toList();
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
            meshSize.get()
                    .thenCompose(this::provision)
                    .whenComplete((delay, failure) -> passed(failure == null ? delay : SOON));
        } catch (Throwable failure) {
            LOG.atWarn().addKeyValue("runbook", "unexpected").setCause(failure).log("provisioning failed, retrying");
            passed(STEADY);
        }
    }

    private void passed(Duration delay) {
        synchronized (lock) {
            running = false;
            settled &= !again;
            schedule(again ? Duration.ZERO : delay);
        }
    }

    private CompletableFuture<Duration> provision(MeshSize mesh) {
        boolean same = mesh.equals(lastSeen) && wasSettled(false);
        // Before the question, whose answer may be a long time coming: others describe the same failure meanwhile.
        lastSeen = mesh;
        if (same && unchanged.get().containsAll(streams())) {
            wasSettled(true);
            return CompletableFuture.completedFuture(STEADY);
        }
        return api.call("INFO", null).handle((info, failure) -> failure).thenCompose(failure -> {
            if (failure != null) {
                say(describe(failure));
                return CompletableFuture.completedFuture(pause());
            }
            return steps(mesh);
        });
    }

    /** Whether it was until now; and whether it is from now on. */
    private boolean wasSettled(boolean now) {
        synchronized (lock) {
            boolean before = settled;
            settled = now;
            return before;
        }
    }

    /** The bucket first: in it are the identities of the others. */
    private CompletableFuture<Duration> steps(MeshSize mesh) {
        CompletableFuture<StreamReconciler.Step> first = step(bucket, mesh);
        return first.handle((done, failure) -> Stream.concat(
                                Stream.of(first),
                                keepers.stream()
                                        .filter(reconciler -> reconciler != bucket)
                                        .map(reconciler -> step(reconciler, mesh)))
                        .toList())
                .thenCompose(steps -> CompletableFuture.allOf(steps.toArray(CompletableFuture[]::new))
                        .handle((done, failed) -> judge(steps)));
    }

    private CompletableFuture<StreamReconciler.Step> step(StreamReconciler reconciler, MeshSize mesh) {
        return reconciler.pass(mesh).whenComplete((step, failure) -> {
            if (failure == null) {
                problems.remove(reconciler.name());
            } else {
                problems.put(reconciler.name(), reason(reconciler, failure));
            }
        });
    }

    /** A stream that is not created because its identity cannot be kept fails for the bucket's reason. */
    private HealthFinding reason(StreamReconciler reconciler, Throwable failure) {
        HealthFinding ofBucket = problems.get(bucket.name());
        boolean lacksBucket =
                reconciler != bucket && ApiRequestException.is(failure, JetStreamErrorCode.STREAM_NOT_FOUND);
        return lacksBucket && ofBucket != null
                ? ofBucket.about(reconciler.name())
                        .with(
                                HealthFact.ANSWER,
                                bucket.name() + ": "
                                        + ofBucket.fact(HealthFact.ANSWER).orElse("?"))
                : ProvisioningProblem.ofStream(reconciler.name(), failure);
    }

    private Duration judge(List<CompletableFuture<StreamReconciler.Step>> steps) {
        if (!problems.isEmpty()) {
            boolean hopeless = steps.stream().allMatch(StreamProvisioner::settledOrHopeless);
            if (hopeless || failedPasses > 0) {
                say(
                        HealthFinding.of(ProblemKind.STREAM_UNAVAILABLE),
                        "waiting for streams: "
                                + problems.values().stream()
                                        .map(problem -> problem.reason() + " (" + problem.hint() + ")")
                                        .sorted()
                                        .collect(Collectors.joining("; ")));
            }
            return hopeless ? SELDOM : pause();
        }
        failedPasses = 0;
        if (steps.stream().anyMatch(step -> step.join() == StreamReconciler.Step.CHANGED)) {
            return SOON;
        }
        sayReady();
        wasSettled(true);
        return STEADY;
    }

    private static boolean settledOrHopeless(CompletableFuture<StreamReconciler.Step> step) {
        return step.handle((done, failure) -> failure == null
                        || (CompletionFailures.cause(failure) instanceof ApiRequestException refusal
                                && PASSES_SLOWLY.contains(refusal.kind())))
                .join();
    }

    /** Grows to a steady pace, so that what is absent for hours costs little. */
    private Duration pause() {
        failedPasses = Math.min(failedPasses + 1, 10);
        return failedPasses < 10 ? SOON : STEADY;
    }

    private void say(HealthFinding problem) {
        say(problem, problem.reason());
    }

    private void say(HealthFinding problem, String text) {
        if (!reported.changesTo(text)) {
            return;
        }
        if (problem.kind() == ProblemKind.JETSTREAM_NOT_ASKED) {
            LOG.debug("{}", text);
        } else {
            LOG.atWarn().addKeyValue("kind", problem.kind()).log("{}", text);
        }
    }

    private void sayReady() {
        if (reported.changesTo("")) {
            LOG.info(
                    "streams ready: {}",
                    keepers.stream()
                            .filter(StreamReconciler::isPresent)
                            .map(StreamReconciler::name)
                            .toList());
        }
    }
}
