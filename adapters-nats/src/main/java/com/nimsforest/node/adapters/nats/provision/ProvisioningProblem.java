package com.nimsforest.node.adapters.nats.provision;

import com.nimsforest.node.adapters.nats.api.ApiErrorKind;
import com.nimsforest.node.adapters.nats.api.ApiRequestException;
import com.nimsforest.node.adapters.nats.api.ForestStreamLayout;
import com.nimsforest.node.adapters.nats.api.StreamPlan;
import com.nimsforest.node.domain.health.HealthFact;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.ProblemKind;
import com.nimsforest.node.domain.health.StreamConfigDrift;
import com.nimsforest.node.ports.failure.CompletionFailures;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The findings that provisioning makes. */
final class ProvisioningProblem {
    /**
     * Fields for which a stream refuses messages, keeps them where nobody asks, does not answer, lets one publish empty it,
     * or keeps what the node deletes.
     */
    private static final Set<String> BREAKING = Set.of(
            "no_ack", "max_msg_size", "subject_transform", "allow_rollup_hdrs", "deny_delete", StreamPlan.SUBJECTS);

    /** What a full river makes, with 1 KiB a message: a stream that drops its oldest below that drops what is under work. */
    private static final Map<String, Long> LEAST_HELD = Map.of("max_msgs", 100_000L, "max_bytes", 100_000L * 1024);

    private ProvisioningProblem() {}

    /** Why JetStream cannot even be asked. */
    static HealthFinding toAll(Throwable failure, MeshSize mesh) {
        if (!(CompletionFailures.cause(failure) instanceof ApiRequestException refusal)) {
            return HealthFinding.of(ProblemKind.JETSTREAM_NOT_ASKED);
        }
        if (refusal.kind() == ApiErrorKind.SWITCHED_OFF) {
            return HealthFinding.of(ProblemKind.JETSTREAM_DISABLED).with(HealthFact.ANSWER, refusal.description());
        }
        if (!mesh.complete()) {
            return HealthFinding.of(ProblemKind.JETSTREAM_WITHOUT_LEADER)
                    .with(HealthFact.THERE, mesh.there())
                    .with(HealthFact.EXPECTED, mesh.expected());
        }
        return HealthFinding.of(ProblemKind.JETSTREAM_UNAVAILABLE)
                .with(HealthFact.ANSWER, refusal.isNoAnswer() ? "it does not answer" : refusal.description());
    }

    /** Why a stream is not there. */
    static HealthFinding ofStream(String stream, Throwable failure) {
        if (CompletionFailures.cause(failure) instanceof ApiRequestException refusal
                && !refusal.hint().isEmpty()) {
            return HealthFinding.about(stream, ProblemKind.STREAM_NOT_ALLOWED)
                    .with(HealthFact.ANSWER, refusal.said())
                    .with(HealthFact.HINT, refusal.hint());
        }
        return HealthFinding.about(stream, ProblemKind.STREAM_UNAVAILABLE)
                .with(HealthFact.ANSWER, ApiRequestException.describe(failure));
    }

    /** How a stream differs from its plan: one finding for each kind, the worst first. */
    static List<HealthFinding> ofDrift(String stream, List<StreamConfigDrift> drift) {
        Map<ProblemKind, String> kinds = drift.stream()
                .collect(Collectors.groupingBy(
                        ProvisioningProblem::kind,
                        TreeMap::new,
                        Collectors.mapping(StreamConfigDrift::description, Collectors.joining("; "))));
        return kinds.entrySet().stream()
                .map(entry -> HealthFinding.about(stream, entry.getKey()).with(HealthFact.DRIFT, entry.getValue()))
                .toList();
    }

    private static ProblemKind kind(StreamConfigDrift drift) {
        boolean dropping =
                drift.field().equals("max_msgs_per_subject") && drift.planned().equals(StreamPlan.WITHOUT_BOUND)
                        // Else a message is gone once somebody acknowledged it, or at once where nobody has a consumer.
                        || drift.field().equals("retention") && !drift.present().equals("limits");
        if (dropping || BREAKING.contains(drift.field()) || drift.drops() && losesInUse(drift)) {
            return ProblemKind.STREAM_MISCONFIGURED;
        }
        return drift.drops() ? ProblemKind.STREAM_DISCARDS_OLD : ProblemKind.STREAM_DIFFERS_FROM_PLAN;
    }

    /** What the soil drops is the state of an entity; what the others drop too soon is not worked on yet. */
    private static boolean losesInUse(StreamConfigDrift drift) {
        boolean bounded = !drift.field().equals("discard");
        return bounded && drift.stream().equals(ForestStreamLayout.SOIL)
                || LEAST_HELD.containsKey(drift.field())
                        && Long.parseLong(drift.present()) < LEAST_HELD.get(drift.field());
    }
}
