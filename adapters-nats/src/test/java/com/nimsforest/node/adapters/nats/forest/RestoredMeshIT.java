package com.nimsforest.node.adapters.nats.forest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.fixture.ConnectedAdapter;
import com.nimsforest.node.adapters.nats.fixture.NatsCommandLine;
import com.nimsforest.node.adapters.nats.fixture.NatsMesh;
import com.nimsforest.node.domain.compost.Compost;
import com.nimsforest.node.domain.compost.CompostAction;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.payload.RawPayload;
import com.nimsforest.node.domain.river.RiverData;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.MessageDelivery;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.Verdict;
import com.nimsforest.node.ports.usecase.Decomposer;
import io.nats.client.Connection;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** All streams of a mesh, backed up with the nats command line and restored into another one that is empty. */
@Timeout(300)
class RestoredMeshIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String[] STREAMS = {
        "RIVER", "ASIDE", "LEAVES", "HUMUS", "KV_SOIL", "DEADLETTER", "KV_NIMSFOREST"
    };

    /** What the nim was given, as often as it was. */
    private final List<String> leaves = new CopyOnWriteArrayList<>();

    private final List<ConnectedAdapter> nodes = new ArrayList<>();
    private final List<Subscription> work = new ArrayList<>();
    private NatsMesh mesh;

    @AfterEach
    void stop() {
        stopNodes();
        mesh.close();
    }

    @Test
    void goesOnWhereItWasThroughStepDownsAndRestartsAndWorksNothingTwice(@TempDir Path folder) throws Exception {
        mesh = NatsMesh.start();
        startNodes();
        post(0, 20);
        awaitSoil(20);
        stopNodes();
        backUp(folder);
        mesh.close();

        mesh = NatsMesh.start();
        new NatsCommandLine(mesh.server(0)).run(folder, "account", "restore", "backup");
        startNodes();
        post(20, 30);
        awaitSoil(30);
        stepDown();
        post(30, 40);
        awaitSoil(40);
        restartNodes();
        stepDown();
        stepDown();
        post(40, 50);
        awaitSoil(50);

        assertThat(leaves).doesNotHaveDuplicates().hasSize(50);
        assertThat(consumersOf("RIVER")).hasSize(1);
        assertThat(consumersOf("LEAVES")).hasSize(1);
        assertThat(consumersOf("HUMUS")).hasSize(1);
    }

    private void backUp(Path folder) {
        new NatsCommandLine(mesh.server(0)).run(folder, "account", "backup", "--force", "backup");
    }

    private void startNodes() {
        for (int machine = 0; machine < 3; machine++) {
            start(machine);
        }
        nodes.forEach(ConnectedAdapter::awaitStreams);
    }

    /** A node as its parts: a tree, a nim that notes each leaf, and the decomposer. */
    private void start(int machine) {
        ConnectedAdapter node =
                ConnectedAdapter.beside(mesh.server(machine), mesh.peersOf(machine), ConnectedAdapter.QUICK);
        nodes.add(node);
        work.add(node.forest
                .leaves()
                .gather(Token.of("mailer"), Set.of(SubjectPattern.of("mail.due")), leaf -> compost(node, leaf)));
        work.add(node.forest.river().observe(Set.of(SubjectPattern.of("river.>")), data -> leaf(node, data)));
        work.add(new Decomposer(node.forest.humus(), node.forest.soil(), node.counts).start());
    }

    private static CompletionStage<Verdict> leaf(ConnectedAdapter node, MessageDelivery<RiverData> delivery) {
        Leaf leaf = new Leaf(
                Subject.of("mail.due"),
                JsonPayload.of("\"" + delivery.message().data().text() + "\""),
                "tree",
                Instant.EPOCH);
        return node.forest
                .leaves()
                .keep(new MessageId(delivery.id() + "/tree/0"), leaf)
                .thenApply(kept -> Verdict.done());
    }

    private CompletionStage<Verdict> compost(ConnectedAdapter node, MessageDelivery<Leaf> delivery) {
        leaves.add(delivery.message().data().text());
        Compost compost = new Compost(
                EntityKey.of("mail-" + delivery.message().data().text().replace("\"", "")),
                CompostAction.UPDATE,
                JsonPayload.of("1"),
                "mailer",
                Instant.EPOCH);
        return node.forest
                .humus()
                .add(new MessageId(delivery.id() + "/mailer/0"), Token.of("mailer"), compost)
                .thenApply(kept -> Verdict.done());
    }

    private void restartNodes() {
        stopNodes();
        startNodes();
    }

    private void stopNodes() {
        work.forEach(Subscription::close);
        work.clear();
        nodes.forEach(ConnectedAdapter::close);
        nodes.clear();
    }

    private void post(int from, int to) {
        IntStream.range(from, to).forEach(number -> {
            RiverData data =
                    new RiverData(Subject.of("river.a"), RawPayload.ofText(Integer.toString(number)), Instant.EPOCH);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(
                                    nodes.get(number % 3).forest.river().flow(new MessageId("id-" + number), data))
                            .succeedsWithin(SOON));
        });
    }

    private void awaitSoil(int entities) {
        await().atMost(SOON)
                .ignoreExceptions()
                .untilAsserted(
                        () -> assertThat(nodes.get(0).forest.soil().keys()).hasSize(entities));
    }

    private void stepDown() throws Exception {
        try (Connection stranger = nodes.get(0).stranger()) {
            for (String stream : STREAMS) {
                stranger.request("$JS.API.STREAM.LEADER.STEPDOWN." + stream, new byte[0], Duration.ofSeconds(5));
            }
        }
        awaitLeaders();
    }

    private void awaitLeaders() {
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(nodes.get(0).forest.storage().probe().usable())
                                .isTrue());
    }

    private List<String> consumersOf(String stream) throws Exception {
        try (Connection stranger = nodes.get(0).stranger()) {
            return stranger.jetStreamManagement().getConsumerNames(stream);
        }
    }
}
