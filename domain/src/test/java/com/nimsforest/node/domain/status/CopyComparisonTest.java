package com.nimsforest.node.domain.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CopyComparisonTest {
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

    private final Map<String, CopyTrack> tracks = new LinkedHashMap<>();
    private Optional<CopyComparison> found = Optional.empty();
    private Instant now = START;

    private static CopyFacts copy(long first, long last, long messages) {
        return new CopyFacts("KV_SOIL", first, last, messages);
    }

    private void see(String server, boolean current, CopyFacts copy) {
        CopyLook look = new CopyLook(now, current, copy);
        tracks.merge(server, new CopyTrack(server, List.of(look)), (before, one) -> before.with(look));
    }

    private void see(String server, CopyFacts copy) {
        see(server, true, copy);
    }

    private boolean differ() {
        found = CopyComparison.of("KV_SOIL", tracks.values(), now, found);
        return found.isPresent();
    }

    /** Looks once a second. */
    private void forSeconds(int seconds, Runnable looks) {
        for (int second = 0; second < seconds; second++) {
            now = now.plusSeconds(1);
            looks.run();
            differ();
        }
    }

    @Test
    void aCopyThatStaysBehindDiffersAfterHalfAMinute() {
        Runnable looks = () -> {
            see("nats-1", copy(1, 100, 100));
            see("nats-2", copy(1, 90, 90));
        };

        forSeconds(30, looks);
        assertThat(found).isEmpty();
        forSeconds(2, looks);

        assertThat(found).isPresent();
        assertThat(found.orElseThrow().divergence().stream()).isEqualTo("KV_SOIL");
        assertThat(found.orElseThrow().divergence().difference())
                .isEqualTo("nats-1 holds 100 from 1 to 100, nats-2 holds 90 from 1 to 90");
    }

    @Test
    void itIsToldSinceWhenTheyDiffer() {
        Runnable looks = () -> {
            see("nats-1", copy(1, 100, 100));
            see("nats-2", copy(1, 90, 90));
        };

        forSeconds(31, looks);
        Instant first = now;
        forSeconds(20, looks);

        assertThat(found.orElseThrow().divergence().since()).isEqualTo(first);
    }

    @Test
    void aHoleInTheMiddleDiffersWhileMessagesComeAndOldOnesGo() {
        int[] step = {0};

        forSeconds(40, () -> {
            step[0] += 500;
            see("nats-1", copy(step[0] + 1, step[0] + 1_000, 1_000));
            see("nats-2", copy(step[0] + 1, step[0] + 1_000, 990));
        });

        assertThat(found).isPresent();
    }

    @Test
    void aCopyThatLagsAllTheTimeIsTheSame() {
        int[] step = {0};

        forSeconds(90, () -> {
            step[0] += 100;
            see("nats-1", copy(1, 5_000 + step[0], 5_000 + step[0]));
            see("nats-2", copy(1, 4_000 + step[0], 4_000 + step[0]));
        });

        assertThat(found).isEmpty();
    }

    @Test
    void aCopyThatCatchesUpForLongOnlyLags() {
        int[] step = {0};

        forSeconds(90, () -> {
            step[0]++;
            see("nats-1", copy(1, 5_000, 5_000));
            see("nats-2", false, copy(1, step[0], step[0]));
        });

        assertThat(found).isEmpty();
    }

    @Test
    void aCopyThatStoppedCatchingUpDiffers() {
        int[] step = {0};

        forSeconds(32, () -> {
            step[0] += 100;
            see("nats-1", copy(1, 5_000 + step[0], 5_000 + step[0]));
            see("nats-2", false, copy(1, 10, 10));
        });

        assertThat(found).isPresent();
    }

    @Test
    void aCopyThatHasJustCaughtUpIsNotHeldAgainstItself() {
        int[] step = {0};

        forSeconds(60, () -> {
            step[0]++;
            see("nats-1", copy(1, 5_000, 5_000));
            see("nats-2", false, copy(1, step[0], step[0]));
        });
        forSeconds(2, () -> {
            see("nats-1", copy(1, 5_000, 5_000));
            see("nats-2", copy(1, step[0], step[0]));
        });
        forSeconds(60, () -> {
            see("nats-1", copy(1, 5_000, 5_000));
            see("nats-2", copy(1, 5_000, 5_000));
        });

        assertThat(found).isEmpty();
    }

    @Test
    void aServerThatWasAwayHasTimeToCatchUp() {
        forSeconds(40, () -> {
            see("nats-1", copy(1, 100, 100));
            see("nats-2", copy(1, 100, 100));
        });
        forSeconds(40, () -> see("nats-1", copy(1, 9_000, 9_000)));
        forSeconds(20, () -> {
            see("nats-1", copy(1, 9_000, 9_000));
            see("nats-2", copy(1, 100, 100));
        });

        assertThat(found).isEmpty();
    }

    @Test
    void emptyCopiesAreTheSameHoweverTheirBeginningIsTold() {
        forSeconds(40, () -> {
            see("nats-1", copy(0, 7, 0));
            see("nats-2", copy(8, 7, 0));
        });

        assertThat(found).isEmpty();
    }

    @Test
    void itEndsWhenTheyAreTheSameAgain() {
        forSeconds(40, () -> {
            see("nats-1", copy(1, 100, 100));
            see("nats-2", copy(1, 90, 90));
        });

        forSeconds(31, () -> {
            see("nats-1", copy(1, 100, 100));
            see("nats-2", copy(1, 100, 100));
        });

        assertThat(found).isEmpty();
    }

    @Test
    void itStaysWhileTheOneThatDiffersCannotBeAsked() {
        forSeconds(40, () -> {
            see("nats-1", copy(1, 100, 100));
            see("nats-2", copy(1, 90, 90));
        });

        forSeconds(60, () -> see("nats-1", copy(1, 100, 100)));
        assertThat(found).isPresent();

        tracks.remove("nats-2");
        forSeconds(1, () -> see("nats-1", copy(1, 100, 100)));
        assertThat(found).isEmpty();
    }

    /** Three copies of one history, each seen late and at a time of its own. */
    private static final class Copies {
        private final Random random;
        private final List<CopyFacts> history = new ArrayList<>(List.of(copy(1, 100, 100)));
        private final boolean busy;

        Copies(long seed, boolean busy) {
            this.random = new Random(seed);
            this.busy = busy;
        }

        /** What happens in a tenth of a second: some come, and some of those that are there go. */
        void next() {
            CopyFacts before = history.get(history.size() - 1);
            long come = busy ? random.nextInt(50) : 0;
            long go = busy ? random.nextInt((int) Math.min(50, before.messages() + come)) : 0;
            history.add(copy(before.first() + go / 2, before.last() + come, before.messages() + come - go));
        }

        CopyFacts seen(int lost) {
            CopyFacts then = history.get(Math.max(0, history.size() - 1 - random.nextInt(20)));
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
