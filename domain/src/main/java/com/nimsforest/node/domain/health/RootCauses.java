package com.nimsforest.node.domain.health;

import static com.nimsforest.node.domain.health.ProblemKind.ANSWERS_FORBIDDEN;
import static com.nimsforest.node.domain.health.ProblemKind.CONSUMER_STALLED;
import static com.nimsforest.node.domain.health.ProblemKind.CONSUMER_WAITING;
import static com.nimsforest.node.domain.health.ProblemKind.CUT_OFF;
import static com.nimsforest.node.domain.health.ProblemKind.JETSTREAM_DISABLED;
import static com.nimsforest.node.domain.health.ProblemKind.JETSTREAM_NOT_ASKED;
import static com.nimsforest.node.domain.health.ProblemKind.JETSTREAM_UNAVAILABLE;
import static com.nimsforest.node.domain.health.ProblemKind.JETSTREAM_WITHOUT_LEADER;
import static com.nimsforest.node.domain.health.ProblemKind.MACHINES_MISSING;
import static com.nimsforest.node.domain.health.ProblemKind.MACHINES_SILENT;
import static com.nimsforest.node.domain.health.ProblemKind.MONITOR_UNREADABLE;
import static com.nimsforest.node.domain.health.ProblemKind.NOT_CONNECTED;
import static com.nimsforest.node.domain.health.ProblemKind.NO_QUORUM;
import static com.nimsforest.node.domain.health.ProblemKind.REPLICAS_BEHIND;
import static com.nimsforest.node.domain.health.ProblemKind.REPLICAS_TOO_FEW;
import static com.nimsforest.node.domain.health.ProblemKind.STREAMS_NOT_CREATED;
import static com.nimsforest.node.domain.health.ProblemKind.STREAM_NOT_ALLOWED;
import static com.nimsforest.node.domain.health.ProblemKind.STREAM_UNAVAILABLE;
import static com.nimsforest.node.domain.health.ProblemKind.STREAM_WITHOUT_LEADER;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which problems go with others, so that one entry tells all of them, with the advice that fits. */
public final class RootCauses {
    /** Each kind that may go with others, and these. */
    private static final Map<ProblemKind, Set<ProblemKind>> CAUSES = new EnumMap<>(Map.ofEntries(
            Map.entry(JETSTREAM_NOT_ASKED, Set.of(NOT_CONNECTED)),
            Map.entry(CUT_OFF, Set.of(NOT_CONNECTED)),
            Map.entry(MONITOR_UNREADABLE, Set.of(NOT_CONNECTED)),
            Map.entry(MACHINES_MISSING, Set.of(NO_QUORUM, JETSTREAM_WITHOUT_LEADER)),
            Map.entry(MACHINES_SILENT, Set.of(NO_QUORUM)),
            Map.entry(NO_QUORUM, Set.of(JETSTREAM_WITHOUT_LEADER)),
            Map.entry(JETSTREAM_UNAVAILABLE, Set.of(NO_QUORUM, ANSWERS_FORBIDDEN)),
            Map.entry(STREAMS_NOT_CREATED, Set.of(ANSWERS_FORBIDDEN)),
            Map.entry(STREAM_WITHOUT_LEADER, Set.of(NO_QUORUM)),
            Map.entry(STREAM_UNAVAILABLE, Set.of(NO_QUORUM)),
            Map.entry(REPLICAS_BEHIND, Set.of(MACHINES_MISSING, MACHINES_SILENT)),
            Map.entry(REPLICAS_TOO_FEW, Set.of(MACHINES_MISSING, MACHINES_SILENT)),
            Map.entry(CONSUMER_STALLED, Set.of(NOT_CONNECTED, NO_QUORUM, JETSTREAM_UNAVAILABLE, JETSTREAM_DISABLED)),
            Map.entry(
                    CONSUMER_WAITING,
                    Set.of(
                            NOT_CONNECTED,
                            NO_QUORUM,
                            JETSTREAM_UNAVAILABLE,
                            JETSTREAM_DISABLED,
                            ANSWERS_FORBIDDEN,
                            STREAM_NOT_ALLOWED))));

    private RootCauses() {}

    /** Those that go with no other one of them. */
    public static List<HealthFinding> of(Collection<HealthFinding> findings) {
        return findings.stream()
                .filter(finding -> cause(finding, findings).isEmpty())
                .toList();
    }

    /** What the finding goes with in the end; the finding itself when it goes with none of them. */
    public static HealthFinding root(HealthFinding finding, Collection<HealthFinding> findings) {
        return cause(finding, findings).map(cause -> root(cause, findings)).orElse(finding);
    }

    private static Optional<HealthFinding> cause(HealthFinding finding, Collection<HealthFinding> findings) {
        Set<ProblemKind> causes = CAUSES.getOrDefault(finding.kind(), Set.of());
        return findings.stream().filter(other -> causes.contains(other.kind())).findFirst();
    }
}
