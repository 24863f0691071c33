package com.nimsforest.node.bootstrap.faults;

import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.fixture.NatsServerBinary;
import com.nimsforest.node.bootstrap.NodeProcess;
import com.nimsforest.node.bootstrap.lab.drill.DrillHistory;
import com.nimsforest.node.bootstrap.lab.drill.EventLoadGenerator;
import com.nimsforest.node.bootstrap.lab.drill.EventLoadGenerator.Pace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a power cut does to servers that do not sync each write, and that it is noticed: needs root and two minutes, so it runs
 * only when asked for, as docs/RELIABILITY.md says.
 */
class PowerCutAlarm {
    private static final Duration AT_MOST = Duration.ofSeconds(60);

    @Test
    void replicasThatLostWhatTheyAcknowledgedAreAnAlarm(@TempDir Path folder) throws Exception {
        try (FaultMesh mesh = FaultMesh.start(
                FaultMesh.Kind.of(NatsServerBinary.version()).withDisks().syncDefault())) {
            List<NodeProcess> nodes =
                    mesh.machines().stream().map(PowerCutAlarm::beside).toList();
            try (DrillHistory history = DrillHistory.create(folder.resolve("history"));
                    EventLoadGenerator load = EventLoadGenerator.start(
                            mesh.senders(), history, "cut", Pace.of(6, Duration.ofMillis(10)))) {
                nodes.forEach(NodeProcess::awaitReady);
                await().atMost(AT_MOST).until(() -> load.acknowledged() > 200);
                PowerCut.ofOneWithTheOthersPaused(mesh);
                long acknowledged = load.acknowledged();
                await().atMost(AT_MOST).until(() -> load.acknowledged() > acknowledged);
                long back = System.nanoTime();

                await().atMost(AT_MOST).until(() -> nodes.stream().anyMatch(PowerCutAlarm::rings));

                System.out.println("rang after " + (System.nanoTime() - back) / 1_000_000 + " ms");
                nodes.forEach(node -> node.output()
                        .lines()
                        .filter(line -> line.contains("differ"))
                        .forEach(System.out::println));
                load.stop(Duration.ofSeconds(10));
            } finally {
                System.out.println(mesh.copies());
                nodes.forEach(NodeProcess::close);
            }
        }
    }

    private static NodeProcess beside(MeshMachine machine) {
        return NodeProcess.run(Map.of(
                "NODE_NAME",
                machine.name(),
                "NATS_URL",
                machine.url(),
                "NATS_MONITOR_URL",
                machine.monitor().toString(),
                "CLUSTER_PEERS",
                String.join(",", machine.peers()),
                "NATS_RECONNECT_WAIT",
                "200ms",
                "NIMSFOREST_DEMO",
                "false"));
    }

    private static boolean rings(NodeProcess node) {
        return node.get("/metrics").body().lines().anyMatch(line -> line.matches("nats_stream_diverged\\{.*} 1.0"));
    }
}
