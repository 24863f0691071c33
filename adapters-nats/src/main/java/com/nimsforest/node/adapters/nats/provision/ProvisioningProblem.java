package com.nimsforest.node.adapters.nats.provision;

import com.nimsforest.node.adapters.nats.api.ApiErrorKind;
import com.nimsforest.node.adapters.nats.api.ApiRequestException;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.ProblemKind;
import com.nimsforest.node.domain.health.StreamConfigDrift;
import com.nimsforest.node.ports.failure.CompletionFailures;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The findings that provisioning makes. */
final class ProvisioningProblem {
    private static final String DISCARD = "discard";

    private ProvisioningProblem() {}

    /** Why JetStream cannot even be asked. */
    static HealthFinding toAll(Throwable failure, MeshSize mesh) {
        if (!(CompletionFailures.cause(failure) instanceof ApiRequestException refusal)) {
            return HealthFinding.of(ProblemKind.JETSTREAM_NOT_ASKED);
        }
        if (refusal.kind() == ApiErrorKind.SWITCHED_OFF) {
            return HealthFinding.of(ProblemKind.JETSTREAM_DISABLED).with("answer", refusal.description());
        }
        if (!mesh.complete()) {
            return HealthFinding.of(ProblemKind.JETSTREAM_WITHOUT_LEADER)
                    .with("there", mesh.there())
                    .with("expected", mesh.expected());
        }
        return HealthFinding.of(ProblemKind.JETSTREAM_UNAVAILABLE)
                .with("answer", refusal.isNoAnswer() ? "it does not answer" : refusal.description());
    }

    /** Why a stream is not there. */
    static HealthFinding ofStream(String stream, Throwable failure) {
        if (CompletionFailures.cause(failure) instanceof ApiRequestException refusal
                && !refusal.hint().isEmpty()) {
            return HealthFinding.about(stream, ProblemKind.STREAM_NOT_ALLOWED)
                    .with("answer", refusal.said())
                    .with("hint", refusal.hint());
        }
        return HealthFinding.about(stream, ProblemKind.STREAM_UNAVAILABLE)
                .with("answer", ApiRequestException.describe(failure));
    }

    /** How a stream differs from its plan; a full one that drops what is old is more than a difference. */
    static List<HealthFinding> ofDrift(String stream, List<StreamConfigDrift> drift) {
        return Stream.of(true, false)
                .flatMap(discard -> ofDrift(
                        stream,
                        discard,
                        drift.stream()
                                .filter(field -> field.field().equals(DISCARD) == discard)
                                .toList()))
                .toList();
    }

    private static Stream<HealthFinding> ofDrift(String stream, boolean discard, List<StreamConfigDrift> drift) {
        ProblemKind kind = discard ? ProblemKind.STREAM_DISCARDS_OLD : ProblemKind.STREAM_DIFFERS_FROM_PLAN;
        return drift.isEmpty()
                ? Stream.of()
                : Stream.of(HealthFinding.about(stream, kind)
                        .with(
                                "drift",
                                drift.stream()
                                        .map(StreamConfigDrift::description)
                                        .collect(Collectors.joining("; "))));
    }
}
