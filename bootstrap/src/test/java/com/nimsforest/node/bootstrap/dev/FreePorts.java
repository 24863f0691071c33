package com.nimsforest.node.bootstrap.dev;

import com.nimsforest.node.adapters.nats.fixture.Ports;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** Plans on ports that are free now and that no other test takes meanwhile; those of servers and routes follow from the first. */
final class FreePorts {
    private static final int FIRST = 10_000;
    private static final int FIRST_HTTP = 16_000;
    private static final int NODES = 5;
    private static final int PLANS = 400;

    private FreePorts() {}

    static DevPlan plan(int nodes, Path folder) {
        return IntStream.generate(() -> Ports.turn() % PLANS * NODES)
                .limit(PLANS)
                .mapToObj(step -> new DevPlan(nodes, FIRST + step, FIRST_HTTP + step, folder, false))
                .filter(plan -> plan.sites().stream()
                        .allMatch(site -> site.ports(true).keySet().stream().allMatch(Ports::isFree)))
                .findFirst()
                .orElseThrow();
    }
}
