package com.nimsforest.node.domain.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterFactsTest {
    private static final List<String> HOLDERS = List.of("nats-1", "nats-2", "nats-3");

    @Test
    void theHolderThatIsNotThereIsTheOneThatIsMissing() {
        assertThat(mesh(List.of("nats-2"), List.of()).naming("nats-1", HOLDERS).missing())
                .containsExactly("nats-3");
    }

    @Test
    void whoeverIsNamedAlreadyStaysSo() {
        ClusterFacts named = mesh(List.of("nats-2"), List.of("nats-3"));

        assertThat(named.naming("nats-1", HOLDERS)).isEqualTo(named);
    }

    @Test
    void ofMoreHoldersThanAreMissingNoneIsNamed() {
        ClusterFacts addressed = mesh(List.of("nats-4"), List.of());

        assertThat(addressed.naming("nats-1", HOLDERS)).isEqualTo(addressed);
    }

    @Test
    void aWholeMeshMissesNobody() {
        ClusterFacts whole = mesh(List.of("nats-2", "nats-3"), List.of());

        assertThat(whole.naming("nats-1", HOLDERS)).isEqualTo(whole);
    }

    private static ClusterFacts mesh(List<String> connected, List<String> missing) {
        return new ClusterFacts("forest", 3, connected, missing, true);
    }
}
