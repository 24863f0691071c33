package com.nimsforest.node.domain.health;

import static com.nimsforest.node.domain.health.ProblemKind.ANSWERS_FORBIDDEN;
import static com.nimsforest.node.domain.health.ProblemKind.CONSUMER_AT_LIMIT;
import static com.nimsforest.node.domain.health.ProblemKind.CONSUMER_PAUSED;
import static com.nimsforest.node.domain.health.ProblemKind.CONSUMER_STALLED;
import static com.nimsforest.node.domain.health.ProblemKind.CONSUMER_WAITING;
import static com.nimsforest.node.domain.health.ProblemKind.CUT_OFF;
import static com.nimsforest.node.domain.health.ProblemKind.ENTITY_NIM_WAITING;
import static com.nimsforest.node.domain.health.ProblemKind.HANDLER_FAILING;
import static com.nimsforest.node.domain.health.ProblemKind.HANDLER_NOT_RETURNING;
import static com.nimsforest.node.domain.health.ProblemKind.HANDLER_OUT_OF_THREADS;
import static com.nimsforest.node.domain.health.ProblemKind.INPUT_FORBIDDEN;
import static com.nimsforest.node.domain.health.ProblemKind.JETSTREAM_DISABLED;
import static com.nimsforest.node.domain.health.ProblemKind.JETSTREAM_NOT_ASKED;
import static com.nimsforest.node.domain.health.ProblemKind.JETSTREAM_SWITCHED_OFF;
import static com.nimsforest.node.domain.health.ProblemKind.JETSTREAM_UNAVAILABLE;
import static com.nimsforest.node.domain.health.ProblemKind.JETSTREAM_WITHOUT_LEADER;
import static com.nimsforest.node.domain.health.ProblemKind.MACHINES_MISSING;
import static com.nimsforest.node.domain.health.ProblemKind.MACHINES_SILENT;
import static com.nimsforest.node.domain.health.ProblemKind.MESSAGES_POSTPONED;
import static com.nimsforest.node.domain.health.ProblemKind.MONITOR_UNREADABLE;
import static com.nimsforest.node.domain.health.ProblemKind.NOT_CONNECTED;
import static com.nimsforest.node.domain.health.ProblemKind.NO_QUORUM;
import static com.nimsforest.node.domain.health.ProblemKind.REPLICAS_BEHIND;
import static com.nimsforest.node.domain.health.ProblemKind.REPLICAS_TOO_FEW;
import static com.nimsforest.node.domain.health.ProblemKind.STREAM_NOT_ALLOWED;
import static com.nimsforest.node.domain.health.ProblemKind.STREAM_UNAVAILABLE;
import static com.nimsforest.node.domain.health.ProblemKind.SUBJECT_FORBIDDEN;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which problems go with others, so that one entry tells all of them, with the advice that fits. */
public final class RootCauses {
    private static final Set<ProblemKind> NO_STORAGE = Set.of(
            NOT_CONNECTED,
            ANSWERS_FORBIDDEN,
            INPUT_FORBIDDEN,
            SUBJECT_FORBIDDEN,
            NO_QUORUM,
            JETSTREAM_UNAVAILABLE,
            JETSTREAM_DISABLED,
            JETSTREAM_WITHOUT_LEADER,
            STREAM_NOT_ALLOWED,
            STREAM_UNAVAILABLE);
    private static final Set<ProblemKind> FORBIDDEN = Set.of(ANSWERS_FORBIDDEN, INPUT_FORBIDDEN, SUBJECT_FORBIDDEN);
    private static final Set<ProblemKind> NO_LEADER =
            Set.of(NO_QUORUM, JETSTREAM_WITHOUT_LEADER, MACHINES_MISSING, MACHINES_SILENT);

    /** Each kind that may go with others, and these. */
    private static final Map<ProblemKind, Set<ProblemKind>> ALWAYS = new EnumMap<>(Map.ofEntries(
            Map.entry(JETSTREAM_NOT_ASKED, Set.of(NOT_CONNECTED)),
            Map.entry(CUT_OFF, Set.of(NOT_CONNECTED)),
            Map.entry(MONITOR_UNREADABLE, Set.of(NOT_CONNECTED)),
            Map.entry(JETSTREAM_UNAVAILABLE, Set.of(ANSWERS_FORBIDDEN)),
            Map.entry(STREAM_UNAVAILABLE, NO_LEADER),
            Map.entry(REPLICAS_BEHIND, Set.of(MACHINES_MISSING, MACHINES_SILENT, JETSTREAM_SWITCHED_OFF)),
            Map.entry(REPLICAS_TOO_FEW, Set.of(MACHINES_MISSING, MACHINES_SILENT)),
            Map.entry(CONSUMER_STALLED, NO_STORAGE),
            Map.entry(CONSUMER_WAITING, NO_STORAGE),
            Map.entry(MESSAGES_POSTPONED, NO_STORAGE),
            Map.entry(ENTITY_NIM_WAITING, NO_STORAGE)));

    /** The same, of those about the same consumer, handler or stream. */
    private static final Map<ProblemKind, Set<ProblemKind>> OF_THE_SAME = new EnumMap<>(Map.of(
            CONSUMER_STALLED, Set.of(CONSUMER_PAUSED, CONSUMER_AT_LIMIT),
            CONSUMER_WAITING, Set.of(CONSUMER_AT_LIMIT),
            STREAM_UNAVAILABLE, Set.of(STREAM_NOT_ALLOWED),
            HANDLER_FAILING, Set.of(HANDLER_NOT_RETURNING, HANDLER_OUT_OF_THREADS)));

    /** What is the cause while half of the machines or more are gone: the servers elect no leader without them. */
    private static final Map<ProblemKind, Set<ProblemKind>> WITHOUT_MAJORITY = new EnumMap<>(Map.of(
            MACHINES_MISSING, Set.of(NO_QUORUM),
            JETSTREAM_WITHOUT_LEADER, Set.of(NO_QUORUM),
            JETSTREAM_UNAVAILABLE, Set.of(NO_QUORUM)));

    /** The same where those that are gone still have their routes: starting what runs would not bring them back. */
    private static final Map<ProblemKind, Set<ProblemKind>> MAJORITY_SILENT = new EnumMap<>(Map.of(
            NO_QUORUM, Set.of(MACHINES_SILENT),
            JETSTREAM_WITHOUT_LEADER, Set.of(NO_QUORUM),
            JETSTREAM_UNAVAILABLE, Set.of(NO_QUORUM)));

    /** The same in a mesh that was never whole, whose first leader takes more machines than a majority. */
    private static final Map<ProblemKind, Set<ProblemKind>> NEVER_WHOLE = new EnumMap<>(Map.of(
            MACHINES_MISSING, Set.of(JETSTREAM_WITHOUT_LEADER, NO_QUORUM),
            NO_QUORUM, Set.of(JETSTREAM_WITHOUT_LEADER)));

    /** What is the cause while a majority is there and has no leader; servers whose disk is full leave JetStream, not the mesh. */
    private static final Map<ProblemKind, Set<ProblemKind>> WITH_MAJORITY = new EnumMap<>(Map.of(
            JETSTREAM_UNAVAILABLE, Set.of(JETSTREAM_SWITCHED_OFF),
            JETSTREAM_WITHOUT_LEADER, Set.of(JETSTREAM_SWITCHED_OFF),
            STREAM_UNAVAILABLE, Set.of(JETSTREAM_SWITCHED_OFF),
            MACHINES_MISSING, Set.of(JETSTREAM_WITHOUT_LEADER),
            NO_QUORUM, Set.of(JETSTREAM_WITHOUT_LEADER, JETSTREAM_UNAVAILABLE, MACHINES_MISSING, MACHINES_SILENT)));

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
        Set<ProblemKind> usual = ALWAYS.getOrDefault(finding.kind(), Set.of());
        Set<ProblemKind> more = ofMesh(findings).getOrDefault(finding.kind(), Set.of());
        Set<ProblemKind> same = OF_THE_SAME.getOrDefault(finding.kind(), Set.of());
        Optional<HealthFinding> quoted =
                findings.stream().filter(other -> isQuoted(other, finding)).findFirst();
        return quoted.or(() -> findings.stream()
                .filter(other -> usual.contains(other.kind())
                        || more.contains(other.kind())
                        || (same.contains(other.kind()) && isAboutAllOf(other, finding)))
                .findFirst());
    }

    /** Whether the finding tells what the server said of a subject that is forbidden. */
    private static boolean isQuoted(HealthFinding forbidden, HealthFinding finding) {
        String reason = finding.reason();
        return FORBIDDEN.contains(forbidden.kind())
                && !FORBIDDEN.contains(finding.kind())
                && reason.contains("Permissions Violation")
                && forbidden.about().stream().anyMatch(subject -> reason.contains(quote(subject)));
    }

    private static String quote(String subject) {
        return "\"" + (subject.endsWith(">") ? subject.substring(0, subject.length() - 1) : subject + "\"");
    }

    /** What is the same for several is one finding with all their names. */
    private static boolean isAboutAllOf(HealthFinding cause, HealthFinding finding) {
        return cause.about().containsAll(finding.about());
    }

    private static Map<ProblemKind, Set<ProblemKind>> ofMesh(Collection<HealthFinding> findings) {
        if (findings.stream().anyMatch(RootCauses::isNeverWhole)) {
            return NEVER_WHOLE;
        }
        if (findings.stream().noneMatch(RootCauses::tellsOfMinority)) {
            return WITH_MAJORITY;
        }
        return findings.stream().anyMatch(finding -> finding.kind() == MACHINES_MISSING)
                ? WITHOUT_MAJORITY
                : MAJORITY_SILENT;
    }

    private static boolean isNeverWhole(HealthFinding finding) {
        return finding.kind() == NO_QUORUM
                && finding.fact(HealthFact.NEVER_SEEN).isPresent();
    }

    private static boolean tellsOfMinority(HealthFinding finding) {
        boolean machines = finding.kind() == MACHINES_MISSING || finding.kind() == MACHINES_SILENT;
        return machines && 2 * number(finding, HealthFact.THERE) <= number(finding, HealthFact.EXPECTED);
    }

    private static long number(HealthFinding finding, HealthFact<Long> fact) {
        return finding.fact(fact).orElse(0L);
    }
}
