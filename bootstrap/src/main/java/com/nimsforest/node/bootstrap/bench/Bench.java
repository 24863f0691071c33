package com.nimsforest.node.bootstrap.bench;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.adapters.http.metrics.MicrometerInstruments;
import com.nimsforest.node.adapters.nats.NatsSettings;
import com.nimsforest.node.adapters.nats.bare.BareNats;
import com.nimsforest.node.adapters.nats.forest.NatsForest;
import com.nimsforest.node.ports.driven.Instruments;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Measures the forest against the client library alone, in turns on the same servers. For one thread. */
public final class Bench {
    private final BenchPlan plan;
    private final NatsSettings settings;
    private final Consumer<String> progress;

    /**
     * Prepares a bench.
     *
     * @param settings of a server, alone or of a mesh, that holds nothing and may be filled
     * @param progress is told now and then what is being done
     */
    public Bench(BenchPlan plan, NatsSettings settings, Consumer<String> progress) {
        this.plan = requireNonNull(plan, "plan");
        this.settings = requireNonNull(settings, "settings");
        this.progress = requireNonNull(progress, "progress");
    }

    /** Takes all measures; failures are those of the ports, and {@link BenchFailure}. */
    public BenchReport run() throws InterruptedException {
        Clock clock = Clock.systemUTC();
        // As in a node, whose instruments count too.
        Instruments instruments = new MicrometerInstruments();
        Payload payload = new Payload(plan.size());
        try (Crew crew = new Crew()) {
            NatsForest nats = NatsForest.create(settings, clock, crew.timer(), crew.nats(), instruments);
            try (ForestSide forest = new ForestSide(nats, payload, crew, clock, instruments)) {
                progress.accept("making the streams");
                forest.begin();
                BareNats client = BareNats.open(settings.url(), plan.replicas());
                try (Side bare = new BareSide(client, payload)) {
                    String version = nats.sidecar().facts().serverVersion();
                    return report(version, new Course(plan, forest, bare, client, progress));
                }
            }
        }
    }

    private BenchReport report(String version, Course course) throws InterruptedException {
        List<Comparison> comparisons = new ArrayList<>();
        for (Work work : plan.works()) {
            comparisons.add(course.compare(work));
        }
        return new BenchReport(plan, version, Runtime.getRuntime().availableProcessors(), comparisons);
    }
}
