package com.nimsforest.node.ports.usecase.entity.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.entity.AppliedLeaves;
import com.nimsforest.node.domain.entity.DelayedLeaves;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.soil.EntityKey;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RememberedEntityStatesTest {
    private static final int MEBI = 1 << 20;

    private final RememberedEntityStates states = new RememberedEntityStates();

    @Test
    void ofLargeStatesTheLatestAreRememberedAndNoMoreThanTheMemoryBears() {
        IntStream.range(0, 100).forEach(n -> states.put(key(n), state(MEBI)));

        assertThat(remembered(100)).isEqualTo(15);
        assertThat(states.find(key(99))).isPresent();
    }

    @Test
    void aStateThatGrowsOrGoesTakesWhatItIsNow() {
        IntStream.range(0, 100).forEach(n -> states.put(key(0), state(MEBI)));
        IntStream.range(1, 100).forEach(n -> {
            states.put(key(n), state(MEBI));
            states.remove(key(n));
        });

        assertThat(states.find(key(0))).isPresent();
        states.clear();
        IntStream.range(0, 15).forEach(n -> states.put(key(n), state(MEBI)));
        assertThat(remembered(15)).isEqualTo(15);
    }

    @Test
    void thatWhichWasAskedForLastStays() {
        IntStream.range(0, 30).forEach(n -> {
            states.put(key(n), state(MEBI));
            assertThat(states.find(key(0))).isPresent();
        });
    }

    @Test
    void oneThatIsLargerThanAllMayBeIsNotRemembered() {
        states.put(key(1), state(17 * MEBI));

        assertThat(states.find(key(1))).isEmpty();
    }

    @Test
    void smallStatesAreCounted() {
        IntStream.range(0, 12_000).forEach(n -> states.put(key(n), state(10)));

        assertThat(remembered(12_000)).isEqualTo(10_000);
    }

    private long remembered(int most) {
        return IntStream.range(0, most)
                .filter(n -> states.find(key(n)).isPresent())
                .count();
    }

    private static EntityKey key(int n) {
        return EntityKey.of("entity-" + n);
    }

    private static EntityState state(int size) {
        Optional<JsonPayload> value = Optional.of(JsonPayload.of("x".repeat(size)));
        return new EntityState(value, 1, AppliedLeaves.none(), Optional.empty(), DelayedLeaves.none(), 1);
    }
}
