package com.nimsforest.node.bootstrap.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.nimsforest.node.bootstrap.settings.Environment;
import com.nimsforest.node.ports.fakes.FakeClusterView;
import com.nimsforest.node.ports.fakes.FakePipelineProbe;
import com.nimsforest.node.ports.fakes.FakeServerView;
import com.nimsforest.node.ports.fakes.FakeSidecarConnection;
import com.nimsforest.node.ports.fakes.FakeStorageProbe;
import com.nimsforest.node.ports.fakes.InMemoryFleet;
import com.nimsforest.node.ports.fakes.ManualScheduler;
import com.nimsforest.node.ports.fakes.MutableClock;
import com.nimsforest.node.ports.usecase.ForestWatch;
import com.nimsforest.node.ports.usecase.HealthService;
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

class ServiceLineTest {
    private final MutableClock clock = new MutableClock(Instant.EPOCH);
    private final ManualScheduler scheduler = new ManualScheduler(clock);
    private final FakeSidecarConnection sidecar = FakeSidecarConnection.connected(clock);
    private final HealthService health = new HealthService(
            new HealthService.Identity("n1", "1.0", List.of(), List.of(), List.of()),
            sidecar,
            new FakeStorageProbe(),
            new FakeClusterView(),
            new FakePipelineProbe(),
            clock);
    private final ForestWatch watch =
            new ForestWatch(health, sidecar, new FakeServerView(), new InMemoryFleet(sidecar), clock);
    private final List<String> lines = new ArrayList<>();

    private ServiceLine shownBy(ServiceManager manager) {
        health.refreshStorage();
        health.refreshCluster();
        health.refreshPipeline();
        return new ServiceLine(watch, manager, scheduler);
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
        ServiceLine line = shownBy(lines::add);
        line.start();

        line.stop();
        sidecar.disconnect();
        scheduler.advance(Duration.ofSeconds(10));

        assertThat(lines).hasSize(2).endsWith("stopping");
    }

    @Test
    void aManagerThatCannotBeToldIsLeftAlone() {
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
    void systemdIsToldByItsProgram(@TempDir Path folder) throws Exception {
        Path told = folder.resolve("told");
        Path program = Files.writeString(folder.resolve("notify"), "#!/bin/sh\nprintf %s \"$1\" >" + told + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();

        new Systemd(program.toString()).show("3 of 3 machines; \"fine\"");

        assertThat(told).hasContent("--status=3 of 3 machines; \"fine\"");
    }

    @Test
    void aProgramThatIsNotThereOrFailsIsTold() {
        assertThatIOException().isThrownBy(() -> new Systemd("/nowhere/notify").show("x"));
        assertThatIOException().isThrownBy(() -> new Systemd("false").show("x")).withMessageContaining("status 1");
    }

    @Test
    void aNodeThatWasStartedByHandTellsNobody() throws Exception {
        assertThat(ServiceManager.of(new Environment(Map.of("NOTIFY_SOCKET", "/run/systemd/notify"))))
                .isInstanceOf(Systemd.class);
        ServiceManager.of(new Environment(Map.of())).show("nobody hears this");
    }
}
