package com.nimsforest.node.bootstrap.lab.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimsforest.node.bootstrap.settings.SettingsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FreePortCheckTest {
    private final DevPlan plan = FreePortPlans.plan(2, Path.of("/forest"));

    @Test
    void everyTakenPortIsNamedWithItsPurposeAndItsHolder() throws IOException {
        int client = plan.port();
        int http = plan.httpPort() + 1;
        try (ServerSocket first = new ServerSocket(client, 1, InetAddress.getLoopbackAddress());
                ServerSocket second = new ServerSocket(http, 1, InetAddress.getLoopbackAddress())) {
            assertThatExceptionOfType(SettingsException.class)
                    .isThrownBy(() -> FreePortCheck.allFree(plan))
                    .satisfies(failure -> assertThat(failure.problems()).hasSize(2))
                    .withMessageContaining("port " + client + " (NATS clients of node-1) is taken by java")
                    .withMessageContaining("port " + http + " (HTTP of node-2) is taken by java")
                    .withMessageContaining("pid " + ProcessHandle.current().pid());
            assertThat(first.isBound() && second.isBound()).isTrue();
        }
    }

    @Test
    void freePortsAreNoProblem() {
        assertThatCode(() -> FreePortCheck.allFree(plan)).doesNotThrowAnyException();
    }
}
