package com.nimsforest.node.bootstrap.lab.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DevPlanTest {
    private static final Path FOLDER = Path.of("/forest");

    @Test
    void thePortsOfEachNodeFollowFromTheFirst() {
        DevNodeLayout third = plan(3, 4222, 8080).locations().get(2);

        assertThat(third).isEqualTo(new DevNodeLayout(3, FOLDER.resolve("node-3"), 4224, 6224, 8224, 8082));
        assertThat(third.name()).isEqualTo("node-3");
        assertThat(third.natsUrl()).isEqualTo("nats://127.0.0.1:4224");
    }

    @Test
    void thePeersOfANodeAreTheRoutesOfTheOthers() {
        DevPlan plan = plan(3, 4222, 8080);

        assertThat(plan.peersOf(plan.locations().get(1))).isEqualTo("127.0.0.1:6222,127.0.0.1:6224");
        assertThat(plan(1, 4222, 8080).peersOf(plan(1, 4222, 8080).locations().get(0)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 4222, 8080, --nodes",
        "10, 4222, 8080, --nodes",
        "1, 0, 8080, --port",
        "1, 61536, 8080, --port",
        "3, 4222, 65534, --http-port",
        "1, 4222, 4222, overlaps",
        "3, 4222, 8220, overlaps",
        "3, 4222, 6224, overlaps"
    })
    void whatCannotBeIsRefusedByTheNameOfItsOption(int nodes, int port, int httpPort, String named) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan(nodes, port, httpPort))
                .withMessageContaining(named);
    }

    private static DevPlan plan(int nodes, int port, int httpPort) {
        return new DevPlan(nodes, port, httpPort, FOLDER, false);
    }
}
