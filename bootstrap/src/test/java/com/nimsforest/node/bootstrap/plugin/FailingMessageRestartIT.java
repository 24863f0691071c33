package com.nimsforest.node.bootstrap.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.bootstrap.NodeProcess;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A message that a tree fails on does not wait unseen for its next attempt when its node is restarted. */
@Timeout(300)
class FailingMessageRestartIT extends PluginFolderSetup {
    private static final Duration LISTED = Duration.ofSeconds(10);
    private static final String FAILING = "nimsforest_failing_messages{handler=\"tree words\"} 1.0";

    @Test
    void isListedAgainSoonAfterItsNodeWasStopped() throws IOException {
        jar().source("acme.Words", TREE)
                .service(PluginJarBuilder.TREE_SERVICE, "acme.Words")
                .write(folder.resolve("words.jar"));
        try (NatsServer server = NatsServer.start()) {
            try (NodeProcess node = beside(server).awaitReady()) {
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> node.post("/river/test", "a").statusCode() == 201);
                awaitListed(node);
                node.terminate();
                node.awaitExit();
            }
            try (NodeProcess node = beside(server).awaitReady()) {
                awaitListed(node);
                assertThat(node.get("/status").body()).containsPattern("\"attempt\":[23],\"attempts\":10");
            }
        }
    }

    private static void awaitListed(NodeProcess node) {
        await().atMost(LISTED)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> node.get("/metrics").body().contains(FAILING));
    }

    private static final String TREE = """
            package acme;
            import com.nimsforest.node.domain.handler.RetryPolicy;
            import com.nimsforest.node.domain.river.RiverData;
            import com.nimsforest.node.domain.subject.*;
            import com.nimsforest.node.domain.tree.*;
            import java.time.Duration;
            import java.util.Set;
            public class Words implements Tree {
                public Token name() { return Token.of("words"); }
                public Set<SubjectPattern> patterns() { return Set.of(SubjectPattern.of("river.test")); }
                public RetryPolicy retryPolicy() { return RetryPolicy.standard().withDelay(Duration.ofSeconds(90)); }
                public Harvest parse(RiverData data) { throw new IllegalStateException("told to"); }
            }
            """;
}
