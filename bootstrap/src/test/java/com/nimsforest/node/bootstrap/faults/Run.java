package com.nimsforest.node.bootstrap.faults;

import com.nimsforest.node.bootstrap.drill.Ground;
import com.nimsforest.node.bootstrap.drill.History;
import com.nimsforest.node.bootstrap.drill.History.Line;
import com.nimsforest.node.bootstrap.drill.History.What;
import com.nimsforest.node.bootstrap.drill.Load;
import com.nimsforest.node.bootstrap.drill.Load.Pace;
import com.nimsforest.node.bootstrap.drill.Verdicts;
import com.nimsforest.node.ports.usecase.AuditReport;
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
final class Run {
    private static final int WRITERS = 6;
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
    record Result(long seed, Verdicts verdicts, List<String> broken) {}

    private final Mesh mesh;
    private final Fault fault;
    private final long seed;
    private final String id;
    private final List<String> broken = new ArrayList<>();
    private long brokenAt;

    private Run(Mesh mesh, Fault fault, long seed) {
        this.mesh = mesh;
        this.fault = fault;
        this.seed = seed;
        this.id = "r" + Long.toString(seed, 36) + "x" + Long.toString(System.nanoTime(), 36);
    }

    static Result of(Mesh mesh, Fault fault, long seed, Path histories) {
        return new Run(mesh, fault, seed).done(histories);
    }

    private Result done(Path histories) {
        try (History history = History.begin(histories.resolve(fault.word() + "-" + id + ".history"));
                Ground ground = new Ground(
                        mesh.onlooker().forest().soil(),
                        mesh.onlooker().forest().humus(),
                        id + "-")) {
            write(history);
            awaitEffects(history, ground);
            // What is given again late would show only now.
            Until.passes(CALM);
            Ground.Found found = found(history, ground);
            Verdicts verdicts = lessWhatWaits(Verdicts.of(history.read(), found.effects(), found.there()));
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

    private void write(History history) throws InterruptedException {
        Random chance = new Random(seed);
        Pace pace = new Pace(WRITERS, Duration.ofMillis(25), mesh.kind().mistake() == Mistake.NEW_IDS_ON_REPEAT);
        try (Load load = Load.start(mesh.intakes(), history, id, pace)) {
            Until.passes(CALM.plusMillis(chance.nextInt(1000)));
            history.note(What.BROKEN, seed, "");
            brokenAt = System.nanoTime();
            fault.befall(mesh, chance);
            history.note(What.MENDED, seed, "");
            recovered(load);
            history.note(What.WHOLE, seed, "");
            Until.passes(CALM);
            load.stop(QUIET);
        }
    }

    /** A mesh that does not recover in time is judged all the same, with that against it. */
    private void recovered(Load load) {
        try {
            awaitWrites(load);
            mesh.awaitWhole();
        } catch (IllegalStateException late) {
            broken.add("I6: " + late.getMessage());
        }
    }

    /** What a node has seen last may be from before the fault: each writer has to get an answer after it. */
    private static void awaitWrites(Load load) {
        long before = load.acknowledged();
        Until.holds("writes go on", Mesh.WHOLE, () -> load.acknowledged() >= before + 2 * WRITERS);
    }

    private void awaitEffects(History history, Ground ground) {
        Set<Long> acknowledged = Verdicts.numbers(history.read(), What.ACKNOWLEDGED);
        try {
            Until.holds(
                    "every effect is there",
                    QUIET,
                    () -> answered(ground::there).orElse(Set.of()).containsAll(acknowledged)
                            && ground.effects().keySet().containsAll(acknowledged));
        } catch (IllegalStateException lost) {
            // The verdicts say which.
        }
    }

    /** A copy that lacks what its leader holds is no loss, but it is told of. */
    private Ground.Found found(History history, Ground ground) {
        Set<Long> acknowledged = Verdicts.numbers(history.read(), What.ACKNOWLEDGED);
        Optional<Ground.Found> found = Optional.empty();
        for (int attempt = 0; found.isEmpty() && attempt < 20; attempt++) {
            found = answered(() -> ground.find(acknowledged));
        }
        Ground.Found all = found.orElseGet(() -> new Ground.Found(ground.effects(), Set.of(), Set.of()));
        if (!all.passedOver().isEmpty()) {
            broken.add("I5: only the leaders hold " + shortened(all.passedOver()));
        }
        return all;
    }

    /** What is stored and not processed yet is not lost (I1), but when all is quiet nothing should wait. */
    private Verdicts lessWhatWaits(Verdicts verdicts) {
        if (verdicts.lost().isEmpty()) {
            return verdicts;
        }
        Set<String> river = answered(() -> RiverBed.ids(mesh.leader())).orElse(Set.of());
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
            Until.passes(CALM);
            return Optional.empty();
        }
    }

    private void judge(Verdicts verdicts, List<Line> history) {
        if (!verdicts.lost().isEmpty()) {
            broken.add("I1: lost " + shortened(verdicts.lost()));
        }
        if (!verdicts.duplicated().isEmpty()) {
            broken.add("I2, I4: done twice " + shortened(verdicts.duplicated()));
        }
        soilThatDiffers().ifPresent(broken::add);
        copiesThatDiffer().ifPresent(broken::add);
        Duration gap = Verdicts.most(verdicts.gaps());
        if (!fault.interrupts() && gap.compareTo(LONGEST_GAP) > 0) {
            broken.add("I6: nothing acknowledged for " + gap.toMillis() + " ms");
        }
        if (fault.isolates()) {
            acknowledgedAlone(history).ifPresent(broken::add);
        }
    }

    /** What a killed node had in hand comes again after the servers' wait, so the audit is given longer than that. */
    private Optional<String> soilThatDiffers() {
        List<String> found = new ArrayList<>();
        try {
            AuditReport report = mesh.onlooker().audit(REDELIVERED, found::add);
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
            Until.holds(
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
        long beginning = brokenAt - at(history, What.BROKEN).toNanos();
        Isolation isolation = mesh.isolation(beginning).later(GRACE);
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
