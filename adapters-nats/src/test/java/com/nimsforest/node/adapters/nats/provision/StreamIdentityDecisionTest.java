package com.nimsforest.node.adapters.nats.provision;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.adapters.nats.provision.StreamIdentityDecision.Evidence;
import com.nimsforest.node.adapters.nats.provision.StreamIdentityDecision.Origin;
import com.nimsforest.node.adapters.nats.provision.StreamIdentityRegistry.Entry;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A stream is there, and its metadata has no identity. */
class StreamIdentityDecisionTest {
    private static final long NOW = 1_800_000_000_000L;

    @Test
    void aStreamOfAnEarlierVersionKeepsTheIdentityThatItsConsumersAreNamedBy() {
        assertThat(decide(2_000, 9, List.of(1_000L, 1_500L), null))
                .isEqualTo(new StreamIdentityDecision(1_500, Origin.CONSUMERS));
    }

    @Test
    void withoutConsumersItsCreationAsEarlierVersionsToldIt() {
        assertThat(decide(2_000, 9, List.of(), null)).isEqualTo(new StreamIdentityDecision(2_000, Origin.FIRST));
    }

    @Test
    void metadataThatWasLostIsPutBack() {
        Entry entry = new Entry(1_000, 2_000, 9, 1);

        assertThat(decide(2_000, 9, List.of(), entry)).isEqualTo(new StreamIdentityDecision(1_000, Origin.REGISTERED));
        assertThat(decide(2_000, 90, List.of(1_000L), entry))
                .isEqualTo(new StreamIdentityDecision(1_000, Origin.REGISTERED));
    }

    @Test
    void ofARestoredStreamWhoseMetadataWasLostTheConsumersTell() {
        assertThat(decide(5_000, 9, List.of(1_000L), new Entry(1_000, 2_000, 9, 1)))
                .isEqualTo(new StreamIdentityDecision(1_000, Origin.CONSUMERS));
    }

    @Test
    void aStreamThatEndsBelowWhatWasRegisteredOrWasMadeAtAnotherTimeIsAnotherOne() {
        Entry entry = new Entry(1_000, 2_000, 9, 1);

        assertThat(decide(2_000, 8, List.of(), entry)).isEqualTo(new StreamIdentityDecision(NOW, Origin.NEW));
        assertThat(decide(2_001, 9, List.of(), entry)).isEqualTo(new StreamIdentityDecision(NOW, Origin.NEW));
    }

    @Test
    void aNewIdentityIsHigherThanAnyBeforeWhateverTheClockSays() {
        assertThat(decide(2_001, 9, List.of(), new Entry(NOW + 5, 2_000, 9, 1)))
                .isEqualTo(new StreamIdentityDecision(NOW + 6, Origin.NEW));
        assertThat(StreamIdentityDecision.above(Optional.of(new Entry(NOW + 5, 1, 1, 1)), NOW))
                .isEqualTo(NOW + 6);
        assertThat(StreamIdentityDecision.above(Optional.empty(), NOW)).isEqualTo(NOW);
    }

    @Test
    void anEntryThatSaysNothingIsAsGoodAsNone() {
        assertThat(decide(2_000, 9, List.of(), new Entry(0, 0, 0, 7)))
                .isEqualTo(new StreamIdentityDecision(2_000, Origin.FIRST));
    }

    private static StreamIdentityDecision decide(long created, long last, List<Long> consumers, Entry registered) {
        return StreamIdentityDecision.of(new Evidence(created, last, consumers, Optional.ofNullable(registered)), NOW);
    }
}
