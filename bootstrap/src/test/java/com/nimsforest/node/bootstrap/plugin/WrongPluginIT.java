package com.nimsforest.node.bootstrap.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.bootstrap.NodeProcess;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A node beside a real server tells of each plug-in that it cannot load, and works with the others. */
@Timeout(300)
class WrongPluginIT extends PluginFolderSetup {
    @Test
    void whatIsWrongAndWhatToDoIsInHealthAndLog() throws IOException {
        jar().tree("acme.Oak", "oak")
                .service(PluginJarBuilder.TREE_SERVICE, "acme.Missing")
                .source("acme.Plain", "package acme; public class Plain {}")
                .service(PluginJarBuilder.TREE_SERVICE, "acme.Plain")
                .write(folder.resolve("a.jar"));
        jar().treeWith("acme.Closed", "private Closed() {}").write(folder.resolve("b.jar"));
        jar().tree("acme.Later", "later").forJava(99).write(folder.resolve("c.jar"));
        jar().tree("acme.Elm", "oak").write(folder.resolve("d.jar"));
        jar().service(PluginJarBuilder.NIM_SERVICE, "").write(folder.resolve("e.jar"));

        try (NatsServer server = NatsServer.start();
                NodeProcess node = beside(server).awaitReady()) {
            String[] told = {
                "names acme.Missing, which the jar does not have: correct the name, or put the class into the jar",
                "names acme.Plain, which is no Tree: let it implement ",
                "acme.Closed has no public constructor without parameters: add one",
                "the class acme.Later needs Java 99, and the node runs on Java ",
                "there is a tree 'oak' already, acme.Oak from a.jar: give this one another name, or remove one of the two",
                "names no class: write the full name of your class into it",
            };
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(node.get("/status").body()).contains(told));
            assertThat(node.get("/healthz").body())
                    .contains("\"trees\":[\"oak\"]")
                    .contains(told);
            assertThat(node.output()).contains(told).doesNotContain("ServiceLoader");
        }
    }
}
