package com.nimsforest.node.adapters.nats.provision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StreamCreationDelayTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
    private final StreamCreationDelay deference = new StreamCreationDelay(nanos::get);

    private static final MeshSize LEADS = new MeshSize(3, 3, true, false);
    private static final MeshSize LEADS_OLD = new MeshSize(3, 3, true, true);
    private static final MeshSize FOLLOWS = new MeshSize(3, 3, false, false);

    @Test
    void whoeverIsAloneOrLeadsMakesTheStreamAtOnce() {
        assertThat(deference.holds(MeshSize.ALONE)).isFalse();
        assertThat(deference.holds(LEADS)).isFalse();
    }

    @Test
    void besideAnOldLeaderSeveralWaitALittleForEachOther() {
        deference.holds(LEADS_OLD);
        passes(3000);
        assertThat(deference.holds(LEADS_OLD)).isFalse();
    }

    @Test
    void anotherNodeLeavesItForThreeToSixSeconds() {
        assertThat(deference.holds(FOLLOWS)).isTrue();
        passes(2999);
        assertThat(deference.holds(FOLLOWS)).isTrue();
        passes(3001);
        assertThat(deference.holds(FOLLOWS)).isFalse();
        assertThat(deference.holds(FOLLOWS)).isFalse();
    }

    @Test
    void aRequestWithoutAnAnswerIsLeftAloneBesideTheMetaLeaderToo() {
        deference.begin();

        assertThat(deference.holds(LEADS)).isTrue();
        passes(6000);
        assertThat(deference.holds(LEADS)).isFalse();
    }

    @Test
    void aStreamThatVanishesIsLeftToTheFirstAgain() {
        deference.holds(FOLLOWS);
        passes(6000);
        deference.end();

        assertThat(deference.holds(FOLLOWS)).isTrue();
    }

    private void passes(long millis) {
        nanos.addAndGet(Duration.ofMillis(millis).toNanos());
    }
}
