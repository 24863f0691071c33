package com.nimsforest.node.adapters.nats.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.NatsCredentials;
import com.nimsforest.node.adapters.nats.fixture.ConnectedAdapter;
import com.nimsforest.node.adapters.nats.fixture.NatsMesh;
import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.domain.health.StreamConfigDrift;
import com.nimsforest.node.domain.health.StreamFacts;
import com.nimsforest.node.domain.mesh.MeshChange;
import com.nimsforest.node.domain.mesh.MeshChangePlanner;
import com.nimsforest.node.domain.mesh.MeshMachine;
import com.nimsforest.node.domain.mesh.MeshState;
import com.nimsforest.node.domain.replica.ReplicaGoal;
import com.nimsforest.node.ports.driven.operations.MeshControl;
import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.usecase.mesh.MeshChangeRunner;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Machines that come and go, on real servers, beside a node that is never restarted. */
@Timeout(300)
class MeshChangeIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    private static final int MESSAGES = 500;

    private final List<String> steps = new ArrayList<>();
    private NatsMesh mesh;
    private ConnectedAdapter node;

    @BeforeEach
    void start() {
        mesh = NatsMesh.startWithOperator();
        node = ConnectedAdapter.beside(mesh.server(0), mesh.peersOf(0), ConnectedAdapter.QUICK);
        awaitReplicas(3);
    }

    @AfterEach
    void close() {
        node.close();
        mesh.close();
    }

    @Test
    void fiveMachinesBearTheLossOfTwoAndThreeRemainWhenTheyAreRemoved() {
        NatsServer fourth = mesh.grow();
        NatsServer fifth = mesh.grow();
        apply(MeshChange.add(fourth.name()));
        apply(MeshChange.add(fifth.name()));
        awaitReplicas(5);

        fourth.kill();
        fifth.kill();
        await().atMost(SOON).until(() -> node.forest.storage().probe().usable());
        fourth.restart();
        fifth.restart();
        awaitReplicas(5);

        apply(MeshChange.remove(fifth.name()));
        apply(MeshChange.remove(fourth.name()));

        assertThat(machines()).containsExactlyInAnyOrderElementsOf(names(0, 1, 2));
        awaitReplicas(3);
        assertThat(node.forest.streamPlans().drift()).isEmpty();
    }

    @Test
    void aMachineThatIsLostForGoodIsReplacedByAnotherOne() {
        NatsServer lost = mesh.server(2);
        lost.kill();
        NatsServer fourth = mesh.grow();

        apply(MeshChange.replace(lost.name(), fourth.name()));

        assertThat(machines()).containsExactlyInAnyOrderElementsOf(names(0, 1, 3));
        awaitReplicas(3);
        apply(MeshChange.replace(lost.name(), fourth.name()));
        assertThat(steps).contains("remove " + lost.name() + " from the mesh").doesNotHaveDuplicates();
    }

    @Test
    void moreReplicasThanThePlanHasAreShownAndLoweredByACommandAlone() {
        NatsServer fourth = mesh.grow();
        NatsServer fifth = mesh.grow();
        awaitReplicas(5);
        fourth.kill();
        fifth.kill();
        remove(fourth);
        remove(fifth);

        await().atMost(SOON)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(node.forest.streamPlans().drift())
                        .extracting(StreamConfigDrift::description)
                        .hasSize(6)
                        .containsOnly("num_replicas: is 5, planned 3"));
        node.forest.streamPlans().apply(false);

        awaitReplicas(3);
        assertThat(node.forest.streamPlans().drift()).isEmpty();
    }

    @Test
    void whatWouldLoseTheQuorumIsRefused() {
        mesh.server(2).kill();
        await().atMost(SOON)
                .ignoreExceptions()
                .until(() -> control().state().machines().contains(new MeshMachine(name(2), false)));
        MeshChangeRunner runner = runner(MeshChange.remove(name(1)));

        assertThat(runner.objections()).anySatisfy(objection -> {
            assertThat(objection.text()).contains(name(2) + " is down", "there are 1 of 2 machines");
            assertThat(objection.forceable()).isFalse();
        });
        assertThat(catchThrowable(() -> runner.apply(true, SOON, steps::add)))
                .isInstanceOf(RejectedInputException.class);
        assertThat(steps).isEmpty();
    }

    /** The way of the runbook's entry "No quorum" that stops nothing. Servers know META.RESCUE from 2.15 on. */
    @Tag("newest")
    @Test
    void theSurvivorOfThreeBringsBackItsStreamsAndTheirMessages() throws Exception {
        try (Connection stranger = node.stranger()) {
            for (int number = 0; number < MESSAGES; number++) {
                stranger.jetStream().publish("river.rescued", bytes("{}"));
            }
        }
        mesh.server(1).kill();
        mesh.server(2).kill();

        rescue();
        remove(mesh.server(1));
        remove(mesh.server(2));
        awaitMessages();

        mesh.grow();
        mesh.grow();
        awaitReplicas(3);
        awaitMessages();
    }

    private void rescue() {
        Options operator = new Options.Builder()
                .server(mesh.server(0).url())
                .userInfo("operator", "right")
                .build();
        await().atMost(SOON).ignoreExceptions().until(() -> {
            try (Connection connection = Nats.connect(operator)) {
                String answer = new String(
                        connection
                                .request("$JS.API.META.RESCUE", bytes("{\"quorum_needed\":1}"), Duration.ofSeconds(5))
                                .getData(),
                        StandardCharsets.UTF_8);
                return answer.contains("\"new_quorum\":1");
            }
        });
    }

    private void awaitMessages() {
        await().atMost(SOON).ignoreExceptions().untilAsserted(() -> {
            try (Connection stranger = node.stranger()) {
                JetStreamManagement streams = stranger.jetStreamManagement();
                assertThat(streams.getStreamInfo("RIVER").getStreamState().getMsgCount())
                        .isEqualTo(MESSAGES);
            }
        });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void remove(NatsServer machine) {
        await().atMost(SOON).ignoreExceptions().until(() -> {
            request().remove(machine.name());
            return true;
        });
    }

    private void apply(MeshChange change) {
        runner(change).apply(false, SOON, steps::add);
    }

    private MeshChangeRunner runner(MeshChange change) {
        return new MeshChangeRunner(
                control(), new MeshChangePlanner(change, ReplicaGoal.auto()), (condition, atMost) -> {
                    try {
                        await().atMost(atMost).until(condition::getAsBoolean);
                        return true;
                    } catch (ConditionTimeoutException late) {
                        return false;
                    }
                });
    }

    private MeshControl control() {
        return node.mesh(request());
    }

    private OperatorRequest request() {
        return node.operator(NatsCredentials.password("operator", "right"));
    }

    private List<String> machines() {
        MeshState state = control().state();
        return state.machines().stream().map(MeshMachine::name).toList();
    }

    private List<String> names(int... machines) {
        return Arrays.stream(machines).mapToObj(this::name).toList();
    }

    private String name(int machine) {
        return mesh.server(machine).name();
    }

    private void awaitReplicas(int number) {
        await().atMost(SOON).ignoreExceptions().untilAsserted(() -> {
            List<StreamFacts> streams = node.forest.storage().probe().streams();
            assertThat(streams).hasSize(6).allSatisfy(stream -> {
                assertThat(stream.replicas()).as(stream.name()).isEqualTo(number);
                assertThat(stream.current()).as(stream.name()).isEqualTo(number);
            });
        });
    }
}
