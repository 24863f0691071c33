package com.nimsforest.node.bootstrap.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.nimsforest.node.bootstrap.settings.Environment;
import com.nimsforest.node.ports.fakes.FakeClusterView;
import com.nimsforest.node.ports.fakes.FakePipelineProbe;
import com.nimsforest.node.ports.fakes.FakeServerView;
import com.nimsforest.node.ports.fakes.FakeSidecarConnection;
import com.nimsforest.node.ports.fakes.FakeStorageProbe;
import com.nimsforest.node.ports.fakes.InMemoryNodeFleet;
import com.nimsforest.node.ports.fakes.ManualScheduler;
import com.nimsforest.node.ports.fakes.MutableClock;
import com.nimsforest.node.ports.usecase.ForestStatusService;
import com.nimsforest.node.ports.usecase.NodeHealthService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceStatusUpdaterTest {
    private final MutableClock clock = new MutableClock(Instant.EPOCH);
    private final ManualScheduler scheduler = new ManualScheduler(clock);
    private final FakeSidecarConnection sidecar = FakeSidecarConnection.connected(clock);
    private final NodeHealthService health = new NodeHealthService(
            new NodeHealthService.Identity("n1", "1.0", List.of(), List.of(), List.of()),
            sidecar,
            new FakeStorageProbe(),
            new FakeClusterView(),
            new FakePipelineProbe(),
            clock);
    private final ForestStatusService watch =
            new ForestStatusService(health, new FakeServerView(), new InMemoryNodeFleet(sidecar), clock);
    private final List<String> lines = new ArrayList<>();

    private ServiceStatusUpdater shownBy(ServiceNotifier manager) {
        health.refreshStorage();
        health.refreshCluster();
        health.refreshPipeline();
        return new ServiceStatusUpdater(watch, manager, scheduler);
    }

    @Test
    void theForestIsShownOnceAndAgainWhenItChanges() {
        shownBy(lines::add).start();
        scheduler.advance(Duration.ofSeconds(10));

        sidecar.disconnect();
        scheduler.advance(Duration.ofSeconds(10));

        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).startsWith("connected to fake-server, single machine, R1");
        assertThat(lines.get(1)).startsWith("not connected to ");
    }

    @Test
    void itsEndIsTheLastThatIsShown() {
        ServiceStatusUpdater line = shownBy(lines::add);
        line.start();

        line.stop();
        sidecar.disconnect();
        scheduler.advance(Duration.ofSeconds(10));

        assertThat(lines).hasSize(2).endsWith("stopping");
    }

    @Test
    void aManagerThatCannotBeNotifiedIsLeftAlone() {
        shownBy(line -> {
                    lines.add(line);
                    throw new IOException("no such program");
                })
                .start();

        sidecar.disconnect();
        scheduler.advance(Duration.ofSeconds(10));

        assertThat(lines).hasSize(1);
    }

    @Test
    void systemdIsNotifiedByItsProgram(@TempDir Path folder) throws Exception {
        Path notified = folder.resolve("told");
        Path program = Files.writeString(folder.resolve("notify"), "#!/bin/sh\nprintf %s \"$1\" >" + notified + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();

        new SystemdNotifier(program.toString()).show("3 of 3 machines; \"fine\"");

        assertThat(notified).hasContent("--status=3 of 3 machines; \"fine\"");
    }

    @Test
    void aProgramThatIsNotThereOrFailsIsReported() {
        assertThatIOException().isThrownBy(() -> new SystemdNotifier("/nowhere/notify").show("x"));
        assertThatIOException()
                .isThrownBy(() -> new SystemdNotifier("false").show("x"))
                .withMessageContaining("status 1");
    }

    @Test
    void aNodeThatWasStartedManuallyNotifiesNobody() throws Exception {
        assertThat(ServiceNotifier.of(new Environment(Map.of("NOTIFY_SOCKET", "/run/systemd/notify"))))
                .isInstanceOf(SystemdNotifier.class);
        ServiceNotifier.of(new Environment(Map.of())).show("nobody hears this");
    }
}
