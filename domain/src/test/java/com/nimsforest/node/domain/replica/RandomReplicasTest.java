package com.nimsforest.node.domain.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies of which anything may come and go, by seeds. */
class RandomReplicasTest extends ReplicaComparisonFixture {
    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

    /** Three copies of one history, each seen late and at a time of its own. */
    private static final class Copies {
        private final Random random;
        private final List<StreamReplicaContent> history = new ArrayList<>(List.of(copy(1, 100, 100)));
        private final boolean busy;

        Copies(long seed, boolean busy) {
            this.random = new Random(seed);
            this.busy = busy;
        }

        /** What happens in a tenth of a second: some come, and some of those that are there go. */
        void next() {
            StreamReplicaContent before = history.get(history.size() - 1);
            long come = busy ? random.nextInt(50) : 0;
            long go = busy ? random.nextInt((int) Math.min(50, before.messages() + come)) : 0;
            history.add(copy(before.first() + go / 2, before.last() + come, before.messages() + come - go));
        }

        StreamReplicaContent seen(int lost) {
            StreamReplicaContent then = history.get(Math.max(0, history.size() - 1 - random.nextInt(20)));
            return copy(then.first(), then.last(), Math.max(0, then.messages() - lost));
        }
    }

    private boolean runs(Copies copies, int seconds, int lost) {
        boolean any = false;
        for (int second = 0; second < seconds; second++) {
            now = now.plusSeconds(1);
            for (int tenth = 0; tenth < 10; tenth++) {
                copies.next();
            }
            see("nats-1", copies.seen(0));
            see("nats-2", copies.seen(0));
            see("nats-3", copies.seen(lost));
            any |= differ();
        }
        return any;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void goodCopiesNeverDifferWhateverComesAndGoes(long seed) {
        assertThat(runs(new Copies(seed, true), 600, 0)).isFalse();
        assertThat(runs(new Copies(seed, false), 60, 0)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void oneMessageLessIsSeenAsSoonAsItIsQuiet(long seed) {
        Copies copies = new Copies(seed, false);

        assertThat(runs(copies, (int) HALF_A_MINUTE.toSeconds() + 2, 1)).isTrue();
    }
}
