package com.nimsforest.node.bootstrap.lab.drill;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.bootstrap.lab.dev.DevNodeLayout;
import com.nimsforest.node.bootstrap.lab.drill.DrillHistory.What;
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

/** Writes payments into a dev mesh, injects one fault a round, and counts acknowledged, lost and duplicated. For one thread. */
public final class FaultDrill {
    private static final List<String> STREAMS = List.of("RIVER", "LEAVES", "HUMUS", "KV_SOIL");
    private static final Pace PACE = Pace.of(6, Duration.ofMillis(60));
    private static final Duration SETTLE_TIME = Duration.ofSeconds(2);
    private static final Duration RECOVERY_TIMEOUT = Duration.ofSeconds(90);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration NO_PROGRESS_LIMIT = Duration.ofSeconds(60);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(250);

    private final DrillPlan plan;
    private final EffectObserver observer;
    private final CustomerCountCheck customer;
    private final Consumer<String> report;
    private final MeshStatusReader status;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final CountDownLatch neverReleased = new CountDownLatch(1);
    private final ServerFault fault;

    FaultDrill(DrillPlan plan, EffectObserver observer, CustomerCountCheck customer, Consumer<String> report) {
        this.plan = requireNonNull(plan, "plan");
        this.observer = requireNonNull(observer, "observer");
        this.customer = requireNonNull(customer, "customer");
        this.report = requireNonNull(report, "say");
        this.status = new MeshStatusReader(plan.mesh().locations(), plan.token());
        this.fault = plan.kind().on(plan.mesh());
    }

    /** Runs all rounds. However it ends, the fault is reverted. */
    public DrillReport run() throws InterruptedException {
        fault.check();
        awaitRecovered("before the first fault");
        Thread shutdownHook = new Thread(fault::revert, "revert-fault");
        Runtime.getRuntime().addShutdownHook(shutdownHook);
        try (DrillHistory history =
                DrillHistory.create(plan.mesh().folder().resolve("drill").resolve(plan.run() + ".history"))) {
            report.accept("history: " + history.path());
            long written = writeThrough(history);
            report.accept("wrote " + written + " payments; waiting for their tasks in the soil");
            DrillResult result = countEffects(history);
            return new DrillReport(plan, result, miscounted(history), history.path());
        } finally {
            fault.revert();
        }
    }

    private long writeThrough(DrillHistory history) throws InterruptedException {
        List<EventSender> senders = plan.mesh().locations().stream()
                .<EventSender>map(location -> new PaymentEventSender(client, location, plan.run(), plan.token()))
                .toList();
        // A permanent refusal would be repeated without end.
        await(() -> isAccepted(senders.get(0)), RECOVERY_TIMEOUT);
        try (EventLoadGenerator load = EventLoadGenerator.start(senders, history, plan.run(), PACE)) {
            pause(SETTLE_TIME);
            for (int round = 1; round <= plan.rounds(); round++) {
                round(round, history);
                pause(SETTLE_TIME);
            }
            load.stop(ANSWER_TIMEOUT);
            return load.started();
        }
    }

    private Optional<Boolean> isAccepted(EventSender sender) {
        try {
            return sender.send(0, plan.run() + "-0") ? Optional.of(true) : Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.of(false);
        }
    }

    private void round(int round, DrillHistory history) throws InterruptedException {
        String stream = STREAMS.get((round - 1) % STREAMS.size());
        DevNodeLayout location = await(() -> status.leader(stream), RECOVERY_TIMEOUT)
                .orElseThrow(() -> new DrillException(DrillException.FAILED, "no node knows the leader of " + stream));
        String what = "round " + round + " of " + plan.rounds() + ": " + location.name() + " (leader of " + stream
                + ") is " + plan.kind().done();
        report.accept(what
                + (fault.duration().isZero() ? "" : " for " + fault.duration().toSeconds() + " s"));
        history.note(What.FAULT_INJECTED, round, location.name());
        fault.inject(location);
        pause(fault.duration());
        fault.revert();
        history.note(What.FAULT_REVERTED, round, location.name());
        // For a moment the others still count a killed server as connected.
        pause(SETTLE_TIME);
        awaitRecovered("after round " + round);
        history.note(What.RECOVERED, round, location.name());
        DrillResult soFar = DrillResult.of(history.read(), Map.of(), Set.of());
        report.accept("  longest time without an acknowledgement "
                + DrillReport.seconds(soFar.gaps().get(round - 1)) + ", recovered after "
                + DrillReport.seconds(soFar.recoveries().get(round - 1)) + ", " + soFar.acknowledged() + " of "
                + soFar.written() + " acknowledged");
    }

    private DrillResult countEffects(DrillHistory history) throws InterruptedException {
        Set<Long> acknowledged = DrillResult.numbers(history.read(), What.ACKNOWLEDGED);
        Set<Long> stored = Set.of();
        long best = -1;
        long end = System.nanoTime() + NO_PROGRESS_LIMIT.toNanos();
        while (!(stored.containsAll(acknowledged) && observer.effects().keySet().containsAll(acknowledged))
                && System.nanoTime() < end) {
            stored = answered(observer::entities).orElse(stored);
            long found = acknowledged.stream().filter(stored::contains).count();
            if (found > best) {
                best = found;
                end = System.nanoTime() + NO_PROGRESS_LIMIT.toNanos();
                report.accept("  " + best + " of " + acknowledged.size());
            }
            pause(POLL_INTERVAL);
        }
        // A late redelivery would show only now.
        pause(SETTLE_TIME);
        Set<Long> seen = stored;
        EffectObserver.Found found = await(() -> answered(() -> observer.find(acknowledged)), RECOVERY_TIMEOUT)
                .orElseGet(() -> new EffectObserver.Found(observer.effects(), seen, Set.of()));
        return DrillResult.of(history.read(), found.effects(), found.stored()).judged(status.everyNodeIsUp());
    }

    /** What is wrong with the customer's count, once all was counted or nothing more can be expected. */
    private List<String> miscounted(DrillHistory history) throws InterruptedException {
        Set<Long> acknowledged = DrillResult.numbers(history.read(), What.ACKNOWLEDGED);
        await(() -> answered(() -> customer.hasCounted(acknowledged)).filter(done -> done), NO_PROGRESS_LIMIT);
        return await(() -> answered(() -> customer.broken(history.read())), RECOVERY_TIMEOUT)
                .orElse(List.of("I8: the soil did not answer"));
    }

    /** Empty while no server answers. */
    private static <T> Optional<T> answered(Supplier<T> question) {
        try {
            return Optional.of(question.get());
        } catch (ForestException later) {
            return Optional.empty();
        }
    }

    private void awaitRecovered(String when) throws InterruptedException {
        long end = System.nanoTime() + RECOVERY_TIMEOUT.toNanos();
        RecoveryCheck recovery = status.recovery();
        Optional<String> missing = recovery.missing();
        while (missing.isPresent()) {
            if (System.nanoTime() > end) {
                throw new DrillException(
                        DrillException.FAILED,
                        "the mesh has not recovered " + when + ", for " + RECOVERY_TIMEOUT.toSeconds() + " s: "
                                + missing.get());
            }
            pause(POLL_INTERVAL);
            missing = recovery.missing();
        }
    }

    private <T> Optional<T> await(Supplier<Optional<T>> question, Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        Optional<T> answer = question.get();
        while (answer.isEmpty() && System.nanoTime() < end) {
            pause(POLL_INTERVAL);
            answer = question.get();
        }
        return answer;
    }

    private void pause(Duration time) throws InterruptedException {
        neverReleased.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }
}
