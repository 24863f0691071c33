package com.nimsforest.node.bootstrap.lab.bench;

import com.nimsforest.node.adapters.nats.entity.NatsEntityStateCodec;
import com.nimsforest.node.adapters.nats.forest.NatsAdapter;
import com.nimsforest.node.bootstrap.lab.bench.BenchComparison.Round;
import com.nimsforest.node.bootstrap.lab.process.BoundedWait;
import com.nimsforest.node.domain.health.ConsumerFacts;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.payload.RawPayload;
import com.nimsforest.node.domain.river.RiverData;
import com.nimsforest.node.ports.driven.operations.NodeMetrics;
import com.nimsforest.node.ports.usecase.Decomposer;
import com.nimsforest.node.ports.usecase.NimLeafDispatcher;
import com.nimsforest.node.ports.usecase.NodePipeline;
import com.nimsforest.node.ports.usecase.TreeInputDispatcher;
import com.nimsforest.node.ports.usecase.entity.EntityLeafAnnouncer;
import com.nimsforest.node.ports.usecase.entity.EntityNimDispatcher;
import com.nimsforest.node.ports.usecase.plugin.PluginInvoker;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Measures the whole path with an entity nim against the same path with a plain one, in turns. For one thread. */
final class NimPathBenchmark {
    /** How many entities the leaves are about. */
    enum Work {
        MANY("1000 entities, entity nim / plain nim", 1000),
        ONE("one entity, entity nim / plain nim", 1);

        private final String title;
        private final int entities;

        Work(String title, int entities) {
            this.title = title;
            this.entities = entities;
        }

        String title() {
            return title;
        }
    }

    private static final double NANOS = 1e9;
    private static final BenchTree PLAIN = BenchTree.of("bench-plain");
    private static final BenchTree COUNTING = BenchTree.of("bench-counting");
    /** Trees, a nim each way, the announcer, the decomposer. */
    private static final int CONSUMERS = 5;
    /** Each hop was idle after the one before it was. */
    private static final int IDLE_CHECKS = 4;

    private final BenchPlan plan;
    private final NatsAdapter forest;
    private final BenchPayload payload;
    private final BenchNodeThreads threads;
    private final Clock clock;
    private final NodeMetrics instruments;
    private final Consumer<String> progress;
    private final EntityCountCheck counts = new EntityCountCheck();
    private int round;

    NimPathBenchmark(
            BenchPlan plan,
            NatsAdapter forest,
            BenchPayload payload,
            BenchNodeThreads threads,
            Clock clock,
            NodeMetrics instruments,
            Consumer<String> progress) {
        this.plan = plan;
        this.forest = forest;
        this.payload = payload;
        this.threads = threads;
        this.clock = clock;
        this.instruments = instruments;
        this.progress = progress;
    }

    /** No other path is running on this adapter. */
    List<BenchComparison> run(List<Work> works) throws InterruptedException {
        if (works.isEmpty()) {
            return List.of();
        }
        NodePipeline path = path();
        path.start();
        try {
            BoundedWait.until("the consumers are subscribed", this::isSubscribed);
            List<BenchComparison> comparisons = new ArrayList<>();
            for (Work work : works) {
                comparisons.add(compare(work));
            }
            return comparisons;
        } finally {
            path.stop();
        }
    }

    /** What the entity nim counted wrongly; empty when it was right, or was not measured. */
    List<String> problems() {
        return counts.problems(COUNTING.name(), forest.soil());
    }

    private NodePipeline path() {
        PluginInvoker invoker = threads.plugins();
        EntityNimDispatcher entityNims = new EntityNimDispatcher(
                forest.entityLeaves(),
                forest.entityHumus(),
                forest.humus(),
                forest.soil(),
                new NatsEntityStateCodec(),
                List.of(BenchNims.Counting.of(COUNTING)),
                invoker,
                threads.timer(),
                clock,
                instruments);
        return new NodePipeline(
                        new NimLeafDispatcher(
                                forest.leaves(),
                                forest.humus(),
                                forest.soil(),
                                forest.wind(),
                                List.of(BenchNims.Plain.of(PLAIN)),
                                invoker,
                                instruments),
                        new Decomposer(forest.humus(), forest.soil(), instruments),
                        new TreeInputDispatcher(
                                forest.river(), forest.leaves(), List.of(PLAIN, COUNTING), invoker, instruments))
                .with(entityNims, new EntityLeafAnnouncer(forest.entityHumus(), forest.leaves(), instruments));
    }

    private BenchComparison compare(Work work) throws InterruptedException {
        progress.accept(work.title() + ": warming up");
        round(work, true);
        List<Round> rounds = new ArrayList<>();
        for (int number = 1; number <= plan.rounds(); number++) {
            progress.accept(work.title() + ": round " + number + " of " + plan.rounds());
            rounds.add(round(work, number % 2 == 1));
        }
        return new BenchComparison(work.title(), plan.messages(), rounds);
    }

    /** Each side is first in every other round. */
    private Round round(Work work, boolean countingFirst) throws InterruptedException {
        double first = rate(work, countingFirst ? COUNTING : PLAIN);
        double second = rate(work, countingFirst ? PLAIN : COUNTING);
        return countingFirst ? new Round(first, second) : new Round(second, first);
    }

    /** Messages a second. */
    private double rate(Work work, BenchTree tree) throws InterruptedException {
        round++;
        long begin = System.nanoTime();
        RoundDriver.pipelined(plan.messages(), number -> {
            int entity = number % work.entities;
            if (tree == COUNTING) {
                counts.sent(entity);
            }
            RawPayload content = RawPayload.ofText(payload.text(entity, (long) round * plan.messages() + number));
            return forest.river()
                    .flow(
                            new MessageId("bench-nims-" + round + "-" + number),
                            new RiverData(tree.river(), content, clock.instant()));
        });
        for (int idle = 0; idle < IDLE_CHECKS; idle = isIdle() ? idle + 1 : 0) {
            if (System.nanoTime() - begin > RoundDriver.TIMEOUT.toNanos() * 10) {
                throw new BenchException(work.title() + ": not done in time");
            }
        }
        return plan.messages() * NANOS / (System.nanoTime() - begin);
    }

    /** By what the servers say now: what the node takes for its health may be from before the last message. */
    private boolean isIdle() {
        List<ConsumerFacts> consumers = forest.snapshot().consumers();
        return consumers.size() >= CONSUMERS
                && consumers.stream().allMatch(each -> each.pending() + each.unacknowledged() == 0);
    }

    private boolean isSubscribed() {
        List<ConsumerFacts> consumers = forest.pipeline().consumers();
        return consumers.size() >= CONSUMERS
                && consumers.stream().allMatch(each -> each.waits().isEmpty());
    }
}
