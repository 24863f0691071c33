package com.nimsforest.node.bootstrap.lab.bench;

import com.nimsforest.node.adapters.nats.twin.BareClient;
import com.nimsforest.node.bootstrap.lab.bench.BenchComparison.Round;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Runs the same work on both sides in turns, each time with empty streams that the same server leads. For one thread. */
final class BenchRunner {
    private static final double NANOS = 1e9;

    private final BenchPlan plan;
    private final BenchClient forest;
    private final BenchClient bare;
    private final BareClient observer;
    private final Consumer<String> progress;

    /** @param observer empties and counts the streams of both sides */
    BenchRunner(BenchPlan plan, BenchClient forest, BenchClient bare, BareClient observer, Consumer<String> progress) {
        this.plan = plan;
        this.forest = forest;
        this.bare = bare;
        this.observer = observer;
        this.progress = progress;
    }

    BenchComparison compare(BenchWorkload work) throws InterruptedException {
        for (BenchClient client : List.of(forest, bare)) {
            work.open(client);
            observer.lead(client.streams());
        }
        if (plan.batches()) {
            observer.allowBatches(forest.streams());
            forest.lookAtStreams();
        }
        progress.accept(work.title() + ": warming up");
        round(work, true);
        List<Round> rounds = new ArrayList<>();
        for (int number = 1; number <= plan.rounds(); number++) {
            progress.accept(work.title() + ": round " + number + " of " + plan.rounds());
            rounds.add(round(work, number % 2 == 1));
        }
        return new BenchComparison(work.title(), work.messages(plan), rounds);
    }

    /** Each side is first in every other round, since the first leaves work behind for the second. */
    private Round round(BenchWorkload work, boolean forestFirst) throws InterruptedException {
        if (forestFirst) {
            double first = rate(work, forest);
            return new Round(first, rate(work, bare));
        }
        double first = rate(work, bare);
        return new Round(rate(work, forest), first);
    }

    /** Messages a second. */
    private double rate(BenchWorkload work, BenchClient client) throws InterruptedException {
        client.nextRound();
        // The forest's humus denies purges; the other side's is left as full, so that both are alike.
        observer.empty(client.streams().stream()
                .filter(stream -> !stream.endsWith("HUMUS"))
                .toList());
        String soil = client.streams().get(client.streams().size() - 1);
        RoundDriver round = new RoundDriver(client, work.messages(plan), () -> observer.count(soil));
        work.prepare(round);
        long begin = System.nanoTime();
        work.run(round);
        return round.messages() * NANOS / (System.nanoTime() - begin);
    }
}
