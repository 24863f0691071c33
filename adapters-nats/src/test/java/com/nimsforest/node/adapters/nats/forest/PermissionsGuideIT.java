package com.nimsforest.node.adapters.nats.forest;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.adapters.nats.NatsCredentials;
import com.nimsforest.node.adapters.nats.fixture.ConnectedAdapter;
import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.adapters.nats.fixture.SampleComposts;
import com.nimsforest.node.adapters.nats.monitor.NatsFleet;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.payload.RawPayload;
import com.nimsforest.node.domain.river.RiverData;
import com.nimsforest.node.domain.river.RiverSubjects;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.HumusSlot;
import com.nimsforest.node.domain.soil.Revision;
import com.nimsforest.node.domain.soil.SoilChange;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With exactly the permissions of docs/PERMISSIONS.md all ports work, and the server forbids nothing. */
@Timeout(120)
class PermissionsGuideIT {
    @Test
    void whatTheGuideGrantsIsEnough() throws IOException {
        try (NatsServer server = NatsServer.builder()
                        .line("authorization { users: [ { user: forest, password: pass, " + granted() + " } ] }")
                        .start();
                ConnectedAdapter forest = ConnectedAdapter.beside(
                        server, settings -> settings.credentials(() -> NatsCredentials.password("forest", "pass")))) {
            forest.awaitStreams();
            roundThroughTheRiver(forest);
            roundThroughTheHumus(forest);
            forest.forest.deadLetters().list(1, 10);
            forest.forest.streamPlans().drift();
            forest.forest.snapshot().span();
            new NatsFleet(forest.sidecar, 1).ask();

            assertThat(forest.sidecar.facts().forbidden()).isEmpty();
        }
    }

    private static String granted() throws IOException {
        String guide = Files.readString(Path.of("..", "docs", "PERMISSIONS.md"));
        return guide.split("```")[1].strip();
    }

    private static void roundThroughTheRiver(ConnectedAdapter forest) {
        CompletableFuture<Boolean> observed = new CompletableFuture<>();
        try (Subscription trees = forest.forest.river().observe(Set.of(RiverSubjects.ALL), delivery -> {
            observed.complete(true);
            return CompletableFuture.completedFuture(Verdict.done());
        })) {
            assertStored(forest.forest
                    .river()
                    .flow(
                            new MessageId("river-1"),
                            new RiverData(
                                    Subject.of("river.stripe.webhook"), RawPayload.of(new byte[] {1}), Instant.now())));
            assertThat(observed).succeedsWithin(ConnectedAdapter.SOON);
        }
        forest.wind.drop(new Leaf(Subject.of("payment.completed"), JsonPayload.of("{}"), "tree", Instant.now()));
    }

    private static void roundThroughTheHumus(ConnectedAdapter forest) {
        CompletableFuture<Boolean> decomposed = new CompletableFuture<>();
        try (Subscription humus = forest.forest.humus().decompose(delivery -> {
            decomposed.complete(true);
            return CompletableFuture.completedFuture(Verdict.done());
        })) {
            SampleComposts.add(forest, "task-1");
            assertThat(decomposed).succeedsWithin(ConnectedAdapter.SOON);
        }
        EntityKey key = EntityKey.of("task-1");
        assertStored(forest.forest
                .soil()
                .bury(new SoilChange.Put(key, JsonPayload.of("{}"), Revision.none(), new HumusSlot(1, 1))));
        assertThat(forest.forest.soil().keys("")).containsExactly(key);
    }

    private static void assertStored(CompletionStage<?> stored) {
        assertThat(stored.toCompletableFuture()).succeedsWithin(ConnectedAdapter.SOON);
    }
}
