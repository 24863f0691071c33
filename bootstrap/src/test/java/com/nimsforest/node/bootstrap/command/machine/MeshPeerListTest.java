package com.nimsforest.node.bootstrap.command.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** This machine is a. */
class MeshPeerListTest {
    private static final Optional<String> NONE = Optional.empty();
    private static final Optional<String> OWN = Optional.of("10.0.0.1:6222");

    private final MeshPeerList peers = new MeshPeerList(
            Map.of(
                    "a", host -> false,
                    "b", Set.of("10.0.0.2", "b.example")::contains,
                    "c", Set.of("10.0.0.3", "c.example")::contains),
            Map.of("b", "10.0.0.2:6222", "c", "10.0.0.3:6222"));

    @Test
    void whatComesIsAddedAndAllElseStaysAsItWasWritten() {
        assertThat(peers.of(List.of("b.example:6222", "c:6222"), Set.of("b", "c"), Optional.of("d.example:6222"), OWN))
                .containsExactly("b.example:6222", "c:6222", "d.example:6222", "10.0.0.1:6222");
    }

    @Test
    void whatLeavesGoesWhetherItIsReachedOrDead() {
        assertThat(peers.of(List.of("b.example:6222", "c.example:6222"), Set.of("b"), NONE, OWN))
                .containsExactly("b.example:6222", "10.0.0.1:6222");
        assertThat(peers.of(List.of("b.example:6222", "dead.example:6222"), Set.of("b"), NONE, OWN))
                .containsExactly("b.example:6222", "10.0.0.1:6222");
    }

    @Test
    void anUnknownAddressStaysWhileAMachineIsDown() {
        assertThat(peers.of(List.of("b.example:6222", "down.example:6222"), Set.of("b", "down"), NONE, OWN))
                .containsExactly("b.example:6222", "down.example:6222", "10.0.0.1:6222");
    }

    @Test
    void aMachineThatWasNeverListedIsListedByItsRoute() {
        assertThat(peers.of(List.of("b.example:6222"), Set.of("b", "c"), NONE, OWN))
                .containsExactly("b.example:6222", "10.0.0.3:6222", "10.0.0.1:6222");
    }

    @Test
    void aMachineThatComesAtTheAddressOfADeadOneIsListedOnce() {
        assertThat(peers.of(List.of("b.example:6222", "10.0.0.9:6222"), Set.of("b"), Optional.of("10.0.0.9:6222"), OWN))
                .containsExactly("b.example:6222", "10.0.0.9:6222", "10.0.0.1:6222");
    }

    @Test
    void twoSpellingsOfOneMachineAreOne() {
        assertThat(peers.of(List.of("b.example:6222", "10.0.0.2:6222"), Set.of("b"), NONE, NONE))
                .containsExactly("b.example:6222");
    }

    @Test
    void addressesOfVersionSixAreInBrackets() {
        assertThat(MeshPeerList.onRoutePort("fd00::2")).isEqualTo("[fd00::2]:6222");
        assertThat(MeshPeerList.host("[fd00::2]:6222")).isEqualTo("fd00::2");
    }
}
