package com.nimsforest.node.bootstrap.faults;

import com.nimsforest.node.bootstrap.lab.drill.DrillHistory;
import com.nimsforest.node.bootstrap.lab.drill.DrillHistory.Line;
import com.nimsforest.node.bootstrap.lab.drill.DrillHistory.What;
import com.nimsforest.node.bootstrap.lab.drill.DrillResult;
import com.nimsforest.node.bootstrap.lab.drill.EffectObserver;
import com.nimsforest.node.bootstrap.lab.drill.EventLoadGenerator;
import com.nimsforest.node.bootstrap.lab.drill.EventLoadGenerator.Pace;
import com.nimsforest.node.ports.usecase.audit.SoilAuditReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;

/** One fault, once, under load: written, broken, mended, quiet, judged. */
final class FaultRun {
    private static final int WRITERS = 6;
    /** So many that messages wait for each other. */
    private static final int WRITERS_OF_BATCHES = 100;

    private static final Duration CALM = Duration.ofSeconds(1);
    private static final Duration QUIET = Duration.ofSeconds(60);
    private static final Duration LONGEST_GAP = Duration.ofSeconds(12);
    private static final Duration REDELIVERED = Duration.ofSeconds(45);
    private static final Duration GRACE = Duration.ofSeconds(1);

    /**
     * What a run came to.
     *
     * @param broken the invariants that did not hold, in words
     */
    record Result(long seed, DrillResult verdicts, List<String> broken) {}

    private final FaultMesh mesh;
    private final FaultScenario fault;
    private final long seed;
    private final String id;
    private final List<String> broken = new ArrayList<>();
    private long brokenAt;

    private FaultRun(FaultMesh mesh, FaultScenario fault, long seed) {
        this.mesh = mesh;
        this.fault = fault;
        this.seed = seed;
        this.id = "r" + Long.toString(seed, 36) + "x" + Long.toString(System.nanoTime(), 36);
    }

    static Result of(FaultMesh mesh, FaultScenario fault, long seed, Path histories) {
        return new FaultRun(mesh, fault, seed).done(histories);
    }

    private Result done(Path histories) {
        try (DrillHistory history = DrillHistory.create(histories.resolve(fault.word() + "-" + id + ".history"));
                EffectObserver observer = new EffectObserver(
                        mesh.observingNode().forest().soil(),
                        mesh.observingNode().forest().humus(),
                        id + "-")) {
            write(history);
            awaitEffects(history, observer);
            // What is given again late would show only now.
            HarnessWait.passes(CALM);
            EffectObserver.Found found = found(history, observer);
            DrillResult all = DrillResult.of(history.read(), found.effects(), found.stored());
            judgeSilence(all);
            DrillResult verdicts = lessWhatWaits(all);
            judge(verdicts, history.read());
            if (!broken.isEmpty()) {
                mesh.describe(histories.resolve(fault.word() + "-" + id + ".servers"));
            }
            return new Result(seed, verdicts, List.copyOf(broken));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private void write(DrillHistory history) throws InterruptedException {
        Random chance = new Random(seed);
        boolean newIds = mesh.kind().mistake() == InjectedMistake.NEW_IDS_ON_REPEAT;
        Pace pace = new Pace(writers(), Duration.ofMillis(25), newIds);
        try (EventLoadGenerator load = EventLoadGenerator.start(mesh.senders(), history, id, pace)) {
            HarnessWait.passes(CALM.plusMillis(chance.nextInt(1000)));
            history.note(What.FAULT_INJECTED, seed, "");
            brokenAt = System.nanoTime();
            fault.inject(mesh, chance);
            history.note(What.FAULT_REVERTED, seed, "");
            recovered(load);
            history.note(What.RECOVERED, seed, "");
            HarnessWait.passes(CALM);
            load.stop(QUIET);
        }
    }

    /** A mesh that does not recover in time is judged all the same, with that against it. */
    private void recovered(EventLoadGenerator load) {
        try {
            awaitWrites(load);
            mesh.awaitRecovered();
        } catch (IllegalStateException late) {
            broken.add("I6: " + late.getMessage());
        }
    }

    /** What a node has seen last may be from before the fault: each writer has to get an answer after it. */
    private void awaitWrites(EventLoadGenerator load) {
        long before = load.acknowledged();
        HarnessWait.holds("writes go on", FaultMesh.WHOLE, () -> load.acknowledged() >= before + 2L * writers());
    }

    private int writers() {
        return mesh.kind().batches() ? WRITERS_OF_BATCHES : WRITERS;
    }

    private void awaitEffects(DrillHistory history, EffectObserver observer) {
        Set<Long> acknowledged = DrillResult.numbers(history.read(), What.ACKNOWLEDGED);
        try {
            HarnessWait.isWorkedOff("every effect is there", QUIET, () -> withoutEffect(acknowledged, observer));
            ListedNumbers listed = listed();
            HarnessWait.isWorkedOff(
                    "every number is listed",
                    QUIET,
                    () -> answered(() -> listed.missing(acknowledged)).orElse(Long.MAX_VALUE));
        } catch (IllegalStateException lost) {
            // The verdicts say which.
        }
    }

    private static long withoutEffect(Set<Long> acknowledged, EffectObserver observer) {
        Set<Long> seen = new HashSet<>(answered(observer::entities).orElse(Set.of()));
        seen.retainAll(observer.effects().keySet());
        return acknowledged.stream().filter(number -> !seen.contains(number)).count();
    }

    private ListedNumbers listed() {
        return new ListedNumbers(mesh.observingNode().forest().soil(), id);
    }

    private void judgeLists(List<Line> history) {
        Optional<List<String>> found = Optional.empty();
        for (int attempt = 0; found.isEmpty() && attempt < 20; attempt++) {
            found = answered(() -> listed().broken(history));
        }
        broken.addAll(found.orElse(List.of("I8: cannot be told")));
    }

    /** A copy that lacks what its leader holds is no loss, but it is told of. */
    private EffectObserver.Found found(DrillHistory history, EffectObserver observer) {
        Set<Long> acknowledged = DrillResult.numbers(history.read(), What.ACKNOWLEDGED);
        Optional<EffectObserver.Found> found = Optional.empty();
        for (int attempt = 0; found.isEmpty() && attempt < 20; attempt++) {
            found = answered(() -> observer.find(acknowledged));
        }
        EffectObserver.Found all =
                found.orElseGet(() -> new EffectObserver.Found(observer.effects(), Set.of(), Set.of()));
        if (!all.seenByLeadersOnly().isEmpty()) {
            broken.add("I5: only the leaders hold " + shortened(all.seenByLeadersOnly()));
        }
        return all;
    }

    /** What has no effect by now is to be told by health, be it lost or waiting. */
    private void judgeSilence(DrillResult verdicts) {
        if (!verdicts.lost().isEmpty() && answered(mesh::everyNodeIsUp).orElse(false)) {
            broken.add("I10: acknowledged, without effect, and every node says UP " + shortened(verdicts.lost()));
        }
    }

    /** What is stored and not processed yet is not lost (I1), but when all is quiet nothing should wait. */
    private DrillResult lessWhatWaits(DrillResult verdicts) {
        if (verdicts.lost().isEmpty()) {
            return verdicts;
        }
        Set<String> river = answered(() -> RiverMessageIds.ids(mesh.leader())).orElse(Set.of());
        SortedSet<Long> lost = new TreeSet<>(verdicts.lost());
        Set<Long> waiting = new TreeSet<>(verdicts.lost());
        waiting.removeIf(number -> !river.contains(id + "-" + number));
        lost.removeAll(waiting);
        if (!waiting.isEmpty()) {
            broken.add("I4: without effect, but in the river " + shortened(waiting));
        }
        return verdicts.with(lost);
    }

    private static <T> Optional<T> answered(Supplier<T> question) {
        try {
            return Optional.of(question.get());
        } catch (RuntimeException later) {
            HarnessWait.passes(CALM);
            return Optional.empty();
        }
    }

    private void judge(DrillResult verdicts, List<Line> history) {
        if (!verdicts.lost().isEmpty()) {
            broken.add("I1: lost " + shortened(verdicts.lost()));
        }
        if (!verdicts.duplicated().isEmpty()) {
            broken.add("I2, I4: done twice " + shortened(verdicts.duplicated()));
        }
        judgeLists(history);
        if (mesh.kind().batches() && !(mesh.holdsBatches("HUMUS") && mesh.holdsBatches("KV_SOIL"))) {
            broken.add("nothing was sent in a batch");
        }
        soilThatDiffers().ifPresent(broken::add);
        copiesThatDiffer().ifPresent(broken::add);
        Duration gap = DrillResult.most(verdicts.gaps());
        if (!fault.interrupts() && gap.compareTo(LONGEST_GAP) > 0) {
            broken.add("I6: nothing acknowledged for " + gap.toMillis() + " ms");
        }
        if (fault.isolates()) {
            acknowledgedAlone(history).ifPresent(broken::add);
        }
    }

    /** What a killed node had in flight comes again after the servers' wait, so the audit is given longer than that. */
    private Optional<String> soilThatDiffers() {
        List<String> found = new ArrayList<>();
        try {
            SoilAuditReport report = mesh.observingNode().audit(REDELIVERED, found::add);
            return report.differences() == 0
                    ? Optional.empty()
                    : Optional.of("I4: the soil differs in " + report.differences() + ": "
                            + found.stream().limit(3).toList());
        } catch (RuntimeException failure) {
            return Optional.of("I4: cannot be told: " + failure.getMessage());
        }
    }

    private Optional<String> copiesThatDiffer() {
        try {
            HarnessWait.holds(
                    "all copies are alike",
                    QUIET,
                    () -> new HashSet<>(mesh.copies()).size() == 1
                            && !mesh.copies().get(0).isEmpty());
            return Optional.empty();
        } catch (IllegalStateException differ) {
            return Optional.of("I5: copies differ " + mesh.copies());
        }
    }

    private Optional<String> acknowledgedAlone(List<Line> history) {
        long beginning = brokenAt - at(history, What.FAULT_INJECTED).toNanos();
        IsolationPeriod isolation = mesh.isolation(beginning).later(GRACE);
        return isolation.acknowledgedAlone(history).stream()
                .findFirst()
                .map(number -> "I7: " + isolation.where() + " acknowledged " + number + " while it was cut off");
    }

    private static Duration at(List<Line> history, What what) {
        return history.stream()
                .filter(line -> line.what() == what)
                .map(Line::at)
                .findFirst()
                .orElseThrow();
    }

    private static String shortened(Set<Long> numbers) {
        return numbers.size() + ": " + numbers.stream().limit(10).toList();
    }
}
