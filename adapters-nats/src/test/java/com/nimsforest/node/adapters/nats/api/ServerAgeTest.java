package com.nimsforest.node.adapters.nats.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.adapters.nats.harness.CapturedLog;
import io.nats.client.api.ServerInfo;
import org.junit.jupiter.api.Test;

class ServerAgeTest {
    private final ServerAge age = new ServerAge();

    @Test
    void anOldServerIsWarnedOfOnceWithWhatItMayLose() {
        assertThat(told("2.9.10", "2.9.10", "2.15.2"))
                .isEqualTo("nats-server 2.9.10 is older than 2.10 and may lose what it acknowledged when all machines"
                        + " stop at once; see docs/RUNBOOK.md#old-server");
    }

    @Test
    void aServerThatKeepsAllIsNoWarning() {
        assertThat(told("2.10.0", "2.15.2", "2.16.0-RC.1")).isEmpty();
    }

    private String told(String... versions) {
        try (CapturedLog log = CapturedLog.of(ServerAge.class)) {
            for (String version : versions) {
                age.look(new ServerInfo("INFO {\"server_id\":\"S\",\"version\":\"" + version + "\"}"));
            }
            return String.join("\n", log.lines());
        }
    }
}
