package com.nimsforest.node.adapters.nats.provision;

import com.nimsforest.node.adapters.nats.LastLoggedValue;
import com.nimsforest.node.adapters.nats.api.ApiRequestException;
import com.nimsforest.node.adapters.nats.api.ForestStreamLayout;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.api.JetStreamErrorCode;
import com.nimsforest.node.adapters.nats.api.StreamIdentity;
import com.nimsforest.node.adapters.nats.api.StreamInfo;
import com.nimsforest.node.adapters.nats.api.StreamPlan;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.StreamConfigDrift;
import com.nimsforest.node.domain.replica.ReplicaGoal;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.SubjectPatternSet;
import com.nimsforest.node.ports.failure.CompletionFailures;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Brings one stream towards its plan, one step a pass: looks, then creates, extends or raises. What a lost answer leaves
 * unknown is seen by the next look. Passes run one at a time; wishes come from any thread.
 */
final class StreamReconciler {
    /** What a pass did: after a change one looks again soon, since others may have changed the stream meanwhile. */
    enum Step {
        SETTLED,
        CHANGED
    }

    private static final Logger LOG = LoggerFactory.getLogger(StreamReconciler.class);

    private final JetStreamApi api;
    private final ReplicaGoal goal;
    private final Consumer<StreamInfo> seen;
    private final StreamIdentityAssigner identities;
    private volatile StreamPlan plan;
    private volatile SubjectPatternSet covered = SubjectPatternSet.empty();
    private volatile int desired = 1;
    private volatile boolean present;
    private volatile boolean everPresent;
    private volatile List<HealthFinding> problems = List.of();
    private final LastLoggedValue<List<HealthFinding>> leftUnchanged = new LastLoggedValue<>(List.of());
    private final LastLoggedValue<String> refused = new LastLoggedValue<>("");
    private boolean nameTaken;

    /** @param seen is told of each look that finds it */
    StreamReconciler(JetStreamApi api, Clock clock, StreamPlan plan, ReplicaGoal goal, Consumer<StreamInfo> seen) {
        this.api = api;
        this.seen = seen;
        this.plan = plan;
        this.goal = goal;
        this.identities = new StreamIdentityAssigner(api, clock, plan.name());
    }

    String name() {
        return plan.name();
    }

    /** Whether there is anything to keep in it: a stream without subjects cannot be. */
    boolean isWanted() {
        return !plan.subjects().isEmpty();
    }

    /** Whether the last look found it. */
    boolean isPresent() {
        return present;
    }

    /** What a person has to know of it: a new identity, and how it differs from its plan; none when nothing. */
    List<HealthFinding> problems() {
        return Stream.concat(identities.problem().stream(), problems.stream()).toList();
    }

    /** The subjects that it had when it was last seen. */
    SubjectPatternSet covered() {
        return covered;
    }

    /** The subjects that it should have. */
    SubjectPatternSet wanted() {
        return plan.subjects();
    }

    synchronized void want(Collection<SubjectPattern> patterns) {
        plan = plan.with(plan.subjects().with(patterns));
    }

    /** One step; fails with what stands in the way. */
    CompletableFuture<Step> pass(MeshSize mesh) {
        StreamPlan now = plan;
        desired = goal.on(mesh.expected());
        if (now.subjects().isEmpty()) {
            return CompletableFuture.completedFuture(Step.SETTLED);
        }
        return StreamInfo.find(api, name())
                .whenComplete((found, failure) -> {
                    present = failure == null && found.isPresent();
                    covered = present ? found.get().subjects() : SubjectPatternSet.empty();
                })
                .thenCompose(found -> found.isPresent() ? adopt(now, found.get(), mesh.complete()) : create(now));
    }

    /**
     * With an identity in the request: of several nodes that create it at once one succeeds, and the others, whose
     * configuration is another, are refused and find the stream at their next look.
     */
    private CompletableFuture<Step> create(StreamPlan now) {
        return hasIdentity()
                ? identities
                        .forNewStream()
                        .thenCompose(
                                identity -> create(now, creation -> StreamIdentity.put(creation, identity), desired))
                : create(now, creation -> creation, desired);
    }

    /** The bucket in which the identities are kept has none. */
    private boolean hasIdentity() {
        return !name().equals(ForestStreamLayout.BUCKET);
    }

    private CompletableFuture<Step> create(StreamPlan now, UnaryOperator<ObjectNode> identified, int replicas) {
        return api.call("STREAM.CREATE." + name(), identified.apply(now.creation(replicas)))
                .handle((made, failure) -> {
                    if (failure == null) {
                        logCreated(replicas);
                        covered = StreamInfo.of(made).subjects();
                        return CompletableFuture.completedFuture(Step.CHANGED);
                    }
                    if (ApiRequestException.is(failure, JetStreamErrorCode.STREAM_NAME_EXIST) && !nameTaken) {
                        nameTaken = true;
                        return CompletableFuture.completedFuture(Step.CHANGED);
                    }
                    return replicas > 1 && lacksPeers(failure)
                            ? create(now, identified, fitting(replicas))
                            : CompletableFuture.<Step>failedFuture(failure);
                })
                .thenCompose(step -> step);
    }

    /** Never an even number: it bears no more failures than the odd one below. */
    private static int fitting(int replicas) {
        return Math.max(1, replicas - 2);
    }

    private static boolean lacksPeers(Throwable failure) {
        return ApiRequestException.is(failure, JetStreamErrorCode.STREAM_REPLICAS_NOT_SUPPORTED)
                || ApiRequestException.is(failure, JetStreamErrorCode.CLUSTER_NO_PEERS);
    }

    private CompletableFuture<Step> adopt(StreamPlan now, StreamInfo info, boolean mayRaise) {
        seen.accept(info);
        everPresent = true;
        nameTaken = false;
        reportDrift(now.differences(info.config()));
        if (!hasIdentity()) {
            return change(now, info, mayRaise);
        }
        OptionalLong identity = info.identity();
        return identity.isEmpty()
                ? identify(info)
                : identities
                        .follow(info, identity.getAsLong())
                        .handle((done, failure) -> change(now, info, mayRaise))
                        .thenCompose(step -> step);
    }

    /** Another node that came first, here or in the registry, is seen by the next look. */
    private CompletableFuture<Step> identify(StreamInfo info) {
        return identities
                .agree(info)
                .thenCompose(
                        identity -> api.call("STREAM.UPDATE." + name(), StreamIdentity.put(info.config(), identity)))
                .handle((done, failure) -> {
                    if (failure == null || isOvertaken(failure)) {
                        return Step.CHANGED;
                    }
                    throw new CompletionException(CompletionFailures.cause(failure));
                });
    }

    private static boolean isOvertaken(Throwable failure) {
        return ApiRequestException.is(failure, JetStreamErrorCode.STREAM_WRONG_LAST_SEQUENCE)
                || ApiRequestException.is(failure, JetStreamErrorCode.STREAM_WRONG_LAST_SEQUENCE_CONSTANT);
    }

    private CompletableFuture<Step> change(StreamPlan now, StreamInfo info, boolean mayRaise) {
        if (!now.isCoveredBy(info.config())) {
            return update(
                    now.extension(info.config()),
                    "subjects=" + covered.with(now.subjects().patterns()).patterns());
        }
        if (mayRaise && info.replicas() < desired) {
            return raise(info.config().deepCopy().put("num_replicas", desired));
        }
        return CompletableFuture.completedFuture(Step.SETTLED);
    }

    private CompletableFuture<Step> update(ObjectNode config, String what) {
        return api.call("STREAM.UPDATE." + name(), config).thenApply(done -> {
            covered = StreamInfo.of(done).subjects();
            LOG.info("stream extended: name={} {}", name(), what);
            return Step.CHANGED;
        });
    }

    /** A stream with fewer replicas than wanted works; so a refusal is logged, and is no failure. */
    private CompletableFuture<Step> raise(ObjectNode config) {
        return api.call("STREAM.UPDATE." + name(), config).handle((done, failure) -> {
            if (failure == null) {
                LOG.info("stream raised: name={} replicas={}", name(), desired);
                return Step.CHANGED;
            }
            if (CompletionFailures.cause(failure) instanceof ApiRequestException refusal) {
                logRefused(refusal.description());
                return Step.SETTLED;
            }
            throw new CompletionException(failure);
        });
    }

    private void logCreated(int replicas) {
        if (everPresent) {
            LOG.warn(
                    "stream was deleted; recreated empty, data lost: name={} replicas={};"
                            + " see docs/RUNBOOK.md#stream-vanished",
                    name(),
                    replicas);
        } else {
            LOG.info("stream created: name={} replicas={}", name(), replicas);
        }
        everPresent = true;
    }

    private void logRefused(String reason) {
        if (refused.changesTo(reason)) {
            LOG.atWarn()
                    .addKeyValue("runbook", "under-replicated")
                    .log("stream cannot be raised yet: name={} desired={} reason={}", name(), desired, reason);
        }
    }

    /** Which leaves are kept changes with the nims. */
    private boolean isProblem(StreamConfigDrift drift) {
        boolean leaves = name().equals(ForestStreamLayout.LEAVES);
        boolean ofOlderNode = ForestStreamLayout.DRIFT_OF_OLDER_NODES
                .getOrDefault(name(), Set.of())
                .contains(drift.field());
        return !ofOlderNode && !(leaves && drift.field().equals(StreamPlan.SUBJECTS));
    }

    private void reportDrift(List<StreamConfigDrift> drift) {
        List<StreamConfigDrift> found = drift.stream().filter(this::isProblem).toList();
        problems = ProvisioningProblem.ofDrift(name(), found);
        logLeftUnchanged(found.stream()
                .filter(field -> !field.field().equals(StreamPlan.SUBJECTS))
                .toList());
    }

    /** Not of subjects: it is extended by those, and a refusal of that is logged as one. */
    private void logLeftUnchanged(List<StreamConfigDrift> drift) {
        List<HealthFinding> found = ProvisioningProblem.ofDrift(name(), drift);
        if (leftUnchanged.changesTo(found)) {
            found.forEach(problem -> LOG.atWarn()
                    .addKeyValue("kind", problem.kind())
                    .log(
                            "existing stream differs from the desired configuration; left unchanged: {}",
                            problem.reason()));
        }
    }
}
