package com.nimsforest.node.bootstrap.lab.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code dev} as a user has it: real servers, real nodes, and nothing left behind. */
class DevIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    @Test
    void aKilledServerAndAKilledNodeComeBackWithTheirData() {
        try (DevProcess dev = DevProcess.start(FreePortPlans.plan(1, folder)).awaitReady()) {
            post(dev, 1, "evt_1");
            ProcessHandle server = dev.child(1, "nats.pid");
            ProcessHandle node = dev.child(1, "node.pid");

            server.destroyForcibly();
            post(dev, 1, "evt_2");
            node.destroyForcibly();
            post(dev, 1, "evt_3");

            eventually(() -> assertTasks(dev, 1, "evt_1", "evt_2", "evt_3"));
            assertThat(dev.child(1, "nats.pid").pid()).isNotEqualTo(server.pid());
            assertThat(dev.child(1, "node.pid").pid()).isNotEqualTo(node.pid());
            assertThat(dev.output())
                    .contains("server of node-1 was killed by signal 9")
                    .contains("node of node-1 was killed by signal 9");
        }
    }

    @Test
    void threeNodesAreOneForestInAFolderOfAnyName() {
        Path named = folder.resolve("the forest's; $HOME");
        try (DevProcess dev = DevProcess.start(FreePortPlans.plan(3, named)).awaitReady()) {
            post(dev, 1, "evt_1");

            eventually(() -> assertTasks(dev, 3, "evt_1"));
            assertThat(dev.get(2, "/healthz").body()).contains("\"expected\":3");
        }
    }

    @Test
    void sigtermStopsTheNodesBeforeTheirServersAndLeavesNothing() throws IOException {
        DevPlan plan = FreePortPlans.plan(1, folder);
        try (DevProcess dev = DevProcess.start(plan).awaitReady()) {
            List<ProcessHandle> children = dev.children();

            dev.self().destroy();

            assertThat(dev.awaitExit(STOP)).isEqualTo(143);
            assertThat(children).hasSizeGreaterThanOrEqualTo(3).noneMatch(ProcessHandle::isAlive);
            assertThat(folder.resolve("node-1/jetstream")).isDirectory();
            assertThat(Files.readString(folder.resolve("node-1/node.log"))).doesNotContain("state=reconnecting");
            assertThatCode(() -> FreePortCheck.allFree(plan)).doesNotThrowAnyException();
        }
    }

    @Test
    void theDataOfAnEarlierRunIsThereInTheNext() {
        DevPlan plan = FreePortPlans.plan(1, folder);
        try (DevProcess dev = DevProcess.start(plan).awaitReady()) {
            post(dev, 1, "evt_1");
            eventually(() -> assertTasks(dev, 1, "evt_1"));
            dev.self().destroy();
            dev.awaitExit(STOP);
        }

        try (DevProcess dev = DevProcess.start(plan).awaitReady()) {
            assertTasks(dev, 1, "evt_1");
        }
    }

    @Test
    void nothingIsLeftWhenDevItselfIsKilled() {
        DevPlan plan = FreePortPlans.plan(1, folder);
        try (DevProcess dev = DevProcess.start(plan).awaitReady()) {
            List<ProcessHandle> children = dev.children();

            dev.self().destroyForcibly();

            await().atMost(STOP).untilAsserted(() -> assertThat(children).noneMatch(ProcessHandle::isAlive));
            assertThatCode(() -> FreePortCheck.allFree(plan)).doesNotThrowAnyException();
        }
    }

    @Test
    void whatTheGuardCouldNotStopIsStoppedByTheNextDev() {
        DevPlan plan = FreePortPlans.plan(1, folder);
        try (DevProcess killed = DevProcess.start(plan).awaitReady()) {
            ProcessHandle server = killed.child(1, "nats.pid");
            ProcessHandle node = killed.child(1, "node.pid");
            List<ProcessHandle> guards = killed.children().stream()
                    .filter(child -> child.pid() != server.pid() && child.pid() != node.pid())
                    .toList();
            guards.forEach(ProcessHandle::destroyForcibly);
            killed.self().destroyForcibly();

            try (DevProcess dev = DevProcess.start(plan).awaitReady()) {
                assertThat(dev.output()).contains("(pid " + server.pid() + ")", "(pid " + node.pid() + ")");
                assertThat(server.isAlive()).isFalse();
                assertThat(node.isAlive()).isFalse();
            } finally {
                server.destroyForcibly();
                node.destroyForcibly();
            }
        }
    }

    @Test
    void aTakenPortIsNamedAndNothingStarts() throws IOException {
        DevPlan plan = FreePortPlans.plan(1, folder);
        int client = plan.port();
        try (ServerSocket taken = new ServerSocket(client, 1, InetAddress.getLoopbackAddress());
                DevProcess dev = DevProcess.start(plan)) {
            assertThat(dev.awaitExit(TIMEOUT)).isEqualTo(78);
            assertThat(dev.output()).contains("port " + taken.getLocalPort() + " (NATS clients of node-1) is taken by");
            assertThat(folder.resolve("node-1")).doesNotExist();
        }
    }

    /** As a sender does: again until it is stored. */
    private static void post(DevProcess dev, int node, String event) {
        String body = """
                {"id":"%s","type":"charge.succeeded","data":{"object":{"id":"ch_1","customer":"cus_1",
                "amount":15000,"currency":"usd"}}}""".formatted(event);
        eventually(() -> {
            HttpResponse<String> answer = dev.post(node, "/river/stripe.webhook", body);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        });
    }

    private static void assertTasks(DevProcess dev, int node, String... events) {
        for (String event : events) {
            assertThat(dev.get(node, "/soil/task-cus_1-" + event).statusCode())
                    .as(event)
                    .isEqualTo(200);
        }
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(TIMEOUT).ignoreExceptions().untilAsserted(assertion);
    }
}
