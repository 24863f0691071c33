package com.nimsforest.node.adapters.http.metrics;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.ports.driven.operations.NodeCertificates;
import com.nimsforest.node.ports.driven.operations.NodeMetrics;
import com.nimsforest.node.ports.driving.NodeStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Counts in a Prometheus registry. Every meter is there from the start, at 0; no label ever holds a subject or an id. */
public final class MicrometerNodeMetrics implements NodeMetrics, AutoCloseable {
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30)
    };

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<Count, Counter> counters = new EnumMap<>(Count.class);
    private final Map<Hop, Timer> timers = new EnumMap<>(Hop.class);
    private final JvmGcMetrics collector = new JvmGcMetrics();
    private final ForestStatusGauges view;

    public MicrometerNodeMetrics() {
        for (Count count : Count.values()) {
            counters.put(
                    count,
                    Counter.builder(MetricCounterNames.of(count))
                            .description(MetricCounterNames.help(count))
                            .tags(MetricCounterNames.tags(count))
                            .register(registry));
        }
        for (Hop hop : Hop.values()) {
            timers.put(
                    hop,
                    Timer.builder("nimsforest.hop.duration")
                            .description("How long the ways through the forest take.")
                            .tag("hop", hop.name().toLowerCase(Locale.ROOT))
                            .serviceLevelObjectives(BUCKETS)
                            .register(registry));
        }
        view = new ForestStatusGauges(registry);
        bindMachine();
    }

    private void bindMachine() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        ProcessCpuCounter.bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        collector.bindTo(registry);
    }

    /** Has the gauges tell what the node knows of the forest, and when its certificates end, from now on. */
    public void bind(NodeStatus status, NodeCertificates certificates) {
        view.bind(requireNonNull(status, "status"), requireNonNull(certificates, "certificates"));
    }

    @Override
    public void add(Count count, long n) {
        Counter counter = counters.get(count);
        if (counter != null) {
            counter.increment(n);
        }
    }

    @Override
    public Passage begin(Hop hop) {
        Timer timer = timers.get(hop);
        if (timer == null) {
            return () -> {};
        }
        Timer.Sample sample = Timer.start(registry);
        return () -> sample.stop(timer);
    }

    /** How long the passages of each hop took so far. Any thread. */
    public Map<Hop, HopDurationHistogram> passages() {
        Map<Hop, HopDurationHistogram> passages = new EnumMap<>(Hop.class);
        timers.forEach((hop, timer) -> passages.put(hop, HopDurationHistogram.of(timer)));
        return passages;
    }

    /** All that was measured, in the given form; one at a time, for the rows of a view are set up for each. */
    synchronized String scrape(String contentType) {
        view.refresh();
        return registry.scrape(contentType);
    }

    @Override
    public void close() {
        collector.close();
        registry.close();
    }
}
