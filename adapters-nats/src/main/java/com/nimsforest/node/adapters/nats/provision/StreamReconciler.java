package com.nimsforest.node.adapters.nats.provision;

import com.nimsforest.node.adapters.nats.api.ApiRequestException;
import com.nimsforest.node.adapters.nats.api.CompletionFailures;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.api.JetStreamErrorCode;
import com.nimsforest.node.adapters.nats.api.StreamPlan;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.StreamConfigDrift;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.SubjectPatternSet;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
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
    private final int goal;
    private volatile StreamPlan plan;
    private volatile SubjectPatternSet covered = SubjectPatternSet.empty();
    private volatile boolean present;
    private volatile boolean everPresent;
    private volatile List<HealthFinding> problems = List.of();
    private String refused = "";

    StreamReconciler(JetStreamApi api, StreamPlan plan, int goal) {
        this.api = api;
        this.plan = plan;
        this.goal = goal;
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

    /** How it differs from its plan, as it was last seen; none when it does not. */
    List<HealthFinding> problems() {
        return problems;
    }

    /** The subjects that it had when it was last seen. */
    SubjectPatternSet covered() {
        return covered;
    }

    synchronized void want(Collection<SubjectPattern> patterns) {
        plan = plan.with(plan.subjects().with(patterns));
    }

    /** One step; fails with what stands in the way. */
    CompletableFuture<Step> pass(MeshSize mesh) {
        StreamPlan now = plan;
        if (now.subjects().isEmpty()) {
            return CompletableFuture.completedFuture(Step.SETTLED);
        }
        return api.call("STREAM.INFO." + name(), null)
                .handle((info, failure) -> {
                    if (failure == null) {
                        return adopt(now, info.path("config"), mesh.complete());
                    }
                    present = false;
                    covered = SubjectPatternSet.empty();
                    return ApiRequestException.is(failure, JetStreamErrorCode.STREAM_NOT_FOUND)
                            ? create(now, goal)
                            : CompletableFuture.<Step>failedFuture(failure);
                })
                .thenCompose(step -> step);
    }

    private CompletableFuture<Step> create(StreamPlan now, int replicas) {
        return api.call("STREAM.CREATE." + name(), now.creation(replicas))
                .handle((made, failure) -> {
                    if (failure == null) {
                        tellCreated(replicas);
                        covered = StreamPlan.subjectsOf(made.path("config"));
                        return CompletableFuture.completedFuture(Step.CHANGED);
                    }
                    return replicas > 1 && lacksPeers(failure)
                            ? create(now, fitting(replicas))
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

    private CompletableFuture<Step> adopt(StreamPlan now, JsonNode config, boolean mayRaise) {
        present = true;
        everPresent = true;
        covered = StreamPlan.subjectsOf(config);
        reportDrift(now.differences(config));
        if (!now.isCoveredBy(config)) {
            return update(
                    now.extension(config),
                    "subjects=" + covered.with(now.subjects().patterns()).patterns());
        }
        if (mayRaise && config.path("num_replicas").asInt(1) < goal) {
            ObjectNode raised = (ObjectNode) config.deepCopy();
            return raise(raised.put("num_replicas", goal));
        }
        return CompletableFuture.completedFuture(Step.SETTLED);
    }

    private CompletableFuture<Step> update(ObjectNode config, String what) {
        return api.call("STREAM.UPDATE." + name(), config).thenApply(done -> {
            covered = StreamPlan.subjectsOf(done.path("config"));
            LOG.info("stream extended: name={} {}", name(), what);
            return Step.CHANGED;
        });
    }

    /** Fewer copies than wanted is a stream that works; so a refusal is told, and no failure. */
    private CompletableFuture<Step> raise(ObjectNode config) {
        return api.call("STREAM.UPDATE." + name(), config).handle((done, failure) -> {
            if (failure == null) {
                LOG.info("stream raised: name={} replicas={}", name(), goal);
                return Step.CHANGED;
            }
            if (CompletionFailures.cause(failure) instanceof ApiRequestException refusal) {
                tellRefused(refusal.words());
                return Step.SETTLED;
            }
            throw new CompletionException(failure);
        });
    }

    private void tellCreated(int replicas) {
        if (everPresent) {
            LOG.warn(
                    "stream had vanished and is made anew, what it held is lost: name={} replicas={};"
                            + " see docs/RUNBOOK.md#stream-vanished",
                    name(),
                    replicas);
        } else {
            LOG.info("stream created: name={} replicas={}", name(), replicas);
        }
        everPresent = true;
    }

    private void tellRefused(String words) {
        if (!words.equals(refused)) {
            LOG.warn("stream cannot be raised yet: name={} desired={} reason={}", name(), goal, words);
        }
        refused = words;
    }

    private void reportDrift(List<StreamConfigDrift> drift) {
        List<HealthFinding> found = ProvisioningProblem.ofDrift(name(), drift);
        if (!found.equals(problems)) {
            found.forEach(problem -> LOG.atWarn()
                    .addKeyValue("kind", problem.kind())
                    .log(
                            "existing stream differs from the desired configuration; left unchanged: {}",
                            problem.reason()));
        }
        problems = found;
    }
}
