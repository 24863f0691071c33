package com.nimsforest.node.domain.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LastSeenServersTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private static ServerSighting silentFor(int seconds) {
        return new ServerSighting("nats-3", Optional.of(Duration.ofSeconds(seconds)));
    }

    private static ServerSighting neverHeard() {
        return new ServerSighting("nats-3", Optional.empty());
    }

    private static Instant after(int seconds) {
        return NOW.plusSeconds(seconds);
    }

    @Test
    void aServerThatAnswersItsLeaderIsThere() {
        assertThat(LastSeenServers.none().with(List.of(silentFor(1)), NOW).silent(NOW))
                .isEmpty();
    }

    @Test
    void aServerThatMissedSomeHeartbeatsDoesNotAnswerAtTheFirstRequest() {
        assertThat(LastSeenServers.none().with(List.of(silentFor(5)), NOW).silent(NOW))
                .containsExactly("nats-3");
    }

    @Test
    void aNewLeaderThatHasNotHeardOfAServerMakesItNoYounger() {
        LastSeenServers frozen =
                LastSeenServers.none().with(List.of(silentFor(3)), NOW).with(List.of(neverHeard()), after(2));

        assertThat(frozen.silent(after(2))).containsExactly("nats-3");
    }

    @Test
    void aServerThatHasJustComeHasTimeToAnswer() {
        LastSeenServers joined = LastSeenServers.none().with(List.of(neverHeard()), NOW);

        assertThat(joined.silent(after(3))).isEmpty();
        assertThat(joined.with(List.of(neverHeard()), after(5)).silent(after(5)))
                .containsExactly("nats-3");
    }

    @Test
    void anAnswerOfTheNodeBesideItShowsThatTheServerWorks() {
        LastSeenServers busy =
                LastSeenServers.none().with(List.of(silentFor(5)), NOW).withAnswersOf(List.of("nats-3"), NOW);

        assertThat(busy.silent(NOW)).isEmpty();
    }

    @Test
    void whatNobodyReportsOnIsNotJudged() {
        assertThat(LastSeenServers.none().withAnswersOf(List.of("nats-3"), NOW).silent(after(60)))
                .isEmpty();
        assertThat(LastSeenServers.none().with(List.of(silentFor(5)), NOW).silent(after(60)))
                .isEmpty();
    }

    @Test
    void theWeakestGroupSaysHowManyMayBeLost() {
        RaftGroup meta = new RaftGroup("meta", 5, 5);

        assertThat(RaftGroup.spare(List.of(meta, new RaftGroup("RIVER", 3, 3)))).hasValue(1);
        assertThat(RaftGroup.spare(List.of(meta, new RaftGroup("RIVER", 5, 5)))).hasValue(2);
        assertThat(RaftGroup.spare(List.of(meta, new RaftGroup("RIVER", 3, 2)))).hasValue(0);
        assertThat(RaftGroup.spare(List.of(meta, new RaftGroup("RIVER", 1, 1)))).hasValue(0);
        assertThat(RaftGroup.spare(List.of(meta, new RaftGroup("RIVER", 3, 1)))).hasValue(-1);
        assertThat(RaftGroup.spare(List.of())).isEmpty();
    }
}
