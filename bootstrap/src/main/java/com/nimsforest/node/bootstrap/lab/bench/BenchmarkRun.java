package com.nimsforest.node.bootstrap.lab.bench;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.adapters.http.metrics.MicrometerNodeMetrics;
import com.nimsforest.node.adapters.nats.NatsSettings;
import com.nimsforest.node.adapters.nats.forest.NatsAdapter;
import com.nimsforest.node.adapters.nats.twin.BareClient;
import com.nimsforest.node.ports.driven.operations.NodeMetrics;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Measures the forest against the client library alone, and its nims against each other, in turns on the same servers. For one thread. */
public final class BenchmarkRun {
    private final BenchPlan plan;
    private final NatsSettings settings;
    private final Consumer<String> progress;

    /**
     * Creates a benchmark.
     *
     * @param settings of an empty server, alone or of a mesh, that may be filled
     * @param progress receives what is being measured
     */
    public BenchmarkRun(BenchPlan plan, NatsSettings settings, Consumer<String> progress) {
        this.plan = requireNonNull(plan, "plan");
        this.settings = requireNonNull(settings, "settings");
        this.progress = requireNonNull(progress, "progress");
    }

    /** Measures all works; failures are those of the ports, and {@link BenchException}. */
    public BenchReport run() throws InterruptedException {
        Clock clock = Clock.systemUTC();
        // As in a node, where metrics take time too.
        NodeMetrics metrics = new MicrometerNodeMetrics();
        BenchPayload payload = new BenchPayload(plan.size());
        try (BenchNodeThreads threads = new BenchNodeThreads()) {
            NatsAdapter nats = NatsAdapter.create(settings, clock, threads.timer(), threads.nats(), metrics);
            try (ForestBenchClient forest = new ForestBenchClient(nats, payload, threads, clock, metrics)) {
                progress.accept("creating the streams");
                forest.connect();
                BareClient client = BareClient.open(settings.url(), plan.replicas());
                try (BenchClient bare = new BareBenchClient(client, payload)) {
                    String version = nats.sidecar().facts().serverVersion();
                    List<BenchComparison> comparisons = compare(new BenchRunner(plan, forest, bare, client, progress));
                    forest.closePath();
                    NimPathBenchmark nims =
                            new NimPathBenchmark(plan, nats, payload, threads, clock, metrics, progress);
                    comparisons.addAll(nims.run(plan.nimWorks()));
                    int processors = Runtime.getRuntime().availableProcessors();
                    return new BenchReport(plan, version, processors, comparisons, nims.problems());
                }
            }
        }
    }

    private List<BenchComparison> compare(BenchRunner runner) throws InterruptedException {
        List<BenchComparison> comparisons = new ArrayList<>();
        for (BenchWorkload work : plan.works()) {
            comparisons.add(runner.compare(work));
        }
        return comparisons;
    }
}
