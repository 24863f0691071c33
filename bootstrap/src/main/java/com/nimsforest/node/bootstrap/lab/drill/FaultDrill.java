package com.nimsforest.node.bootstrap.lab.drill;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.bootstrap.lab.dev.NodeLocation;
import com.nimsforest.node.bootstrap.lab.drill.EventHistory.What;
import com.nimsforest.node.bootstrap.lab.drill.EventLoadGenerator.Pace;
import com.nimsforest.node.ports.failure.ForestException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Writes payments into a dev mesh, breaks it round by round, and counts what became of them. For one thread. */
public final class FaultDrill {
    private static final List<String> STREAMS = List.of("RIVER", "LEAVES", "HUMUS", "KV_SOIL");
    private static final Pace PACE = Pace.of(6, Duration.ofMillis(60));
    private static final Duration CALM = Duration.ofSeconds(2);
    private static final Duration WHOLE = Duration.ofSeconds(90);
    private static final Duration ANSWERS = Duration.ofSeconds(60);
    private static final Duration STANDSTILL = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(250);

    private final DrillPlan plan;
    private final EffectObserver ground;
    private final Consumer<String> say;
    private final MeshStatusReader view;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final CountDownLatch never = new CountDownLatch(1);
    private final ServerFault breakage;

    public FaultDrill(DrillPlan plan, EffectObserver ground, Consumer<String> say) {
        this.plan = requireNonNull(plan, "plan");
        this.ground = requireNonNull(ground, "ground");
        this.say = requireNonNull(say, "say");
        this.view = new MeshStatusReader(client, plan.mesh().sites());
        this.breakage = plan.kind().on(plan.mesh());
    }

    /** Does the whole drill. However it ends, nothing stays broken. */
    public DrillReport run() throws InterruptedException {
        breakage.check();
        awaitWhole("before anything is broken");
        Thread atEnd = new Thread(breakage::undo, "drill-mend");
        Runtime.getRuntime().addShutdownHook(atEnd);
        try (EventHistory history =
                EventHistory.begin(plan.mesh().folder().resolve("drill").resolve(plan.run() + ".history"))) {
            say.accept("the history of this drill is " + history.path());
            long written = writeThrough(history);
            say.accept("wrote " + written + " payments; waiting until their tasks are in the soil");
            DrillResult verdicts = judge(history);
            return new DrillReport(plan, verdicts, history.path());
        } finally {
            breakage.undo();
        }
    }

    private long writeThrough(EventHistory history) throws InterruptedException {
        List<EventSender> intakes = plan.mesh().sites().stream()
                .<EventSender>map(site -> new PaymentEventSender(client, site, plan.run(), plan.token()))
                .toList();
        // A refusal for good would be repeated for ever.
        await(() -> tried(intakes.get(0)), WHOLE);
        try (EventLoadGenerator load = EventLoadGenerator.start(intakes, history, plan.run(), PACE)) {
            pause(CALM);
            for (int round = 1; round <= plan.rounds(); round++) {
                round(round, history);
                pause(CALM);
            }
            load.stop(ANSWERS);
            return load.begun();
        }
    }

    private Optional<Boolean> tried(EventSender intake) {
        try {
            return intake.put(0, plan.run() + "-0") ? Optional.of(true) : Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.of(false);
        }
    }

    private void round(int round, EventHistory history) throws InterruptedException {
        String stream = STREAMS.get((round - 1) % STREAMS.size());
        NodeLocation site = await(() -> view.leader(stream), WHOLE)
                .orElseThrow(() -> new DrillException(DrillException.FAILED, "no node knows the leader of " + stream));
        String what = "round " + round + " of " + plan.rounds() + ": " + site.name() + " (leader of " + stream + ") is "
                + plan.kind().done();
        say.accept(what
                + (breakage.hold().isZero() ? "" : " for " + breakage.hold().toSeconds() + " s"));
        history.note(What.BROKEN, round, site.name());
        breakage.strike(site);
        pause(breakage.hold());
        breakage.undo();
        history.note(What.MENDED, round, site.name());
        // A killed server is whole to the eyes of all for a moment longer.
        pause(CALM);
        awaitWhole("after round " + round);
        history.note(What.WHOLE, round, site.name());
        DrillResult soFar = DrillResult.of(history.read(), Map.of(), Set.of());
        say.accept("  longest time without an acknowledgement "
                + DrillReport.seconds(soFar.gaps().get(round - 1)) + ", whole again after "
                + DrillReport.seconds(soFar.recoveries().get(round - 1)) + ", " + soFar.acknowledged() + " of "
                + soFar.written() + " acknowledged");
    }

    private DrillResult judge(EventHistory history) throws InterruptedException {
        Set<Long> acknowledged = DrillResult.numbers(history.read(), What.ACKNOWLEDGED);
        Set<Long> there = Set.of();
        long best = -1;
        long end = System.nanoTime() + STANDSTILL.toNanos();
        while (!(there.containsAll(acknowledged) && ground.effects().keySet().containsAll(acknowledged))
                && System.nanoTime() < end) {
            there = answered(ground::there).orElse(there);
            long found = acknowledged.stream().filter(there::contains).count();
            if (found > best) {
                best = found;
                end = System.nanoTime() + STANDSTILL.toNanos();
                say.accept("  " + best + " of " + acknowledged.size());
            }
            pause(LOOK);
        }
        // What is given again late would show only now.
        pause(CALM);
        Set<Long> seen = there;
        EffectObserver.Found found = await(() -> answered(() -> ground.find(acknowledged)), WHOLE)
                .orElseGet(() -> new EffectObserver.Found(ground.effects(), seen, Set.of()));
        return DrillResult.of(history.read(), found.effects(), found.there());
    }

    /** Empty when nobody answers just now. */
    private static <T> Optional<T> answered(Supplier<T> question) {
        try {
            return Optional.of(question.get());
        } catch (ForestException later) {
            return Optional.empty();
        }
    }

    private void awaitWhole(String when) throws InterruptedException {
        long end = System.nanoTime() + WHOLE.toNanos();
        RecoveryTracker recovery = view.recovery();
        Optional<String> missing = recovery.missing();
        while (missing.isPresent()) {
            if (System.nanoTime() > end) {
                throw new DrillException(
                        DrillException.FAILED,
                        "the mesh is not whole " + when + ", for " + WHOLE.toSeconds() + " s: " + missing.get());
            }
            pause(LOOK);
            missing = recovery.missing();
        }
    }

    private <T> Optional<T> await(Supplier<Optional<T>> question, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        Optional<T> answer = question.get();
        while (answer.isEmpty() && System.nanoTime() < end) {
            pause(LOOK);
            answer = question.get();
        }
        return answer;
    }

    private void pause(Duration time) throws InterruptedException {
        never.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }
}
