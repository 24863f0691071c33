package com.nimsforest.node.domain.health;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which problems only follow from others, so that one names the cause alone. */
final class RootCauses {
    /** Each kind that may follow from others. */
    private static final Map<ProblemKind, Set<ProblemKind>> CAUSES =
            new EnumMap<>(Map.of(ProblemKind.JETSTREAM_NOT_ASKED, Set.of(ProblemKind.NOT_CONNECTED)));

    private RootCauses() {}

    /** Those that do not follow from another one of them. */
    static List<HealthFinding> of(List<HealthFinding> findings) {
        return findings.stream()
                .filter(finding -> findings.stream()
                        .noneMatch(other ->
                                CAUSES.getOrDefault(finding.kind(), Set.of()).contains(other.kind())))
                .toList();
    }
}
