package com.nimsforest.node.adapters.http.metrics;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.management.ManagementFactory;

/**
 * The processor time of this process, in seconds as all Prometheus clients tell it; Micrometer's own counts in
 * nanoseconds.
 */
final class ProcessCpuCounter {
    private static final double NANOS = 1e9;

    private ProcessCpuCounter() {}

    static void bindTo(MeterRegistry registry) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            FunctionCounter.builder("process.cpu", system, bean -> bean.getProcessCpuTime() / NANOS)
                    .baseUnit("seconds")
                    .description("Processor time that this process used.")
                    .register(registry);
        }
    }
}
