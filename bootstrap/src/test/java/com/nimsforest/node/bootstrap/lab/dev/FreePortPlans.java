package com.nimsforest.node.bootstrap.lab.dev;

import com.nimsforest.node.adapters.nats.fixture.ReservedPorts;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** Plans on ports that are free now and that no other test takes meanwhile; those of servers and routes follow from the first. */
public final class FreePortPlans {
    private static final int FIRST = 10_000;
    private static final int FIRST_HTTP = 16_000;
    private static final int NODES = 5;
    private static final int PLANS = 400;

    private FreePortPlans() {}

    public static DevPlan plan(int nodes, Path folder) {
        return IntStream.generate(() -> ReservedPorts.turn() % PLANS * NODES)
                .limit(PLANS)
                .mapToObj(step -> new DevPlan(nodes, FIRST + step, FIRST_HTTP + step, folder, false))
                .filter(plan -> plan.locations().stream()
                        .allMatch(location ->
                                location.ports(true).keySet().stream().allMatch(ReservedPorts::isFree)))
                .findFirst()
                .orElseThrow();
    }
}
