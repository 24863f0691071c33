package com.nimsforest.node.adapters.nats.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.health.StreamReplicaFacts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ReplicaInfoParserTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void oneThatAnswersAndIsALittleBehindKeepsUp() {
        assertThat(follower(false, false, SECOND / 5, 100))
                .isEqualTo(new StreamReplicaFacts("nats-2", true, false, 100, Optional.of(Duration.ofMillis(200))));
    }

    @Test
    void oneThatIsFarBehindDoesNot() {
        assertThat(follower(false, false, SECOND / 5, 101).current()).isFalse();
    }

    @Test
    void theAlertCallsAsMuchFarBehind() {
        assertThat(Path.of("..", "ops", "observability", "nimsforest.rules.yml"))
                .content()
                .contains("(nats_stream_replica_lag) > " + ReplicaInfoParser.SHORTFALL + "\n");
    }

    @Test
    void oneThatIsSilentDoesNot() {
        assertThat(follower(false, false, 3 * SECOND, 1).current()).isFalse();
    }

    @Test
    void oneThatANewLeaderHasNotHeardOfDoesNot() {
        assertThat(follower(false, false, 0, 1).current()).isFalse();
        assertThat(follower(false, false, 0, 1).silence()).isEmpty();
    }

    @Test
    void oneThatHasAllIsCurrentAlsoInAQuietStream() {
        assertThat(follower(true, false, 8 * SECOND, 0).current()).isTrue();
    }

    @Test
    void oneThatIsOfflineIsNotCurrentWhateverIsReported() {
        assertThat(follower(true, true, SECOND / 5, 0))
                .isEqualTo(new StreamReplicaFacts("nats-2", false, true, 0, Optional.of(Duration.ofMillis(200))));
    }

    @Test
    void aStreamOnASingleServerHasNone() {
        assertThat(ReplicaInfoParser.of(JsonMapper.shared().readTree("{}"))).isEmpty();
    }

    @Test
    void aMajorityInContactVouchesForTheLeader() {
        assertThat(isOfLeader("{}")).isTrue();
        assertThat(isOfLeader("{'leader': 'nats-1'}")).isTrue();
        assertThat(
                        isOfLeader(
                                "{'leader': 'nats-1', 'replicas': [{'name': 'nats-2', 'active': 900000000}, {'name': 'nats-3', 'offline': true}]}"))
                .isTrue();
    }

    @Test
    void neitherAThawedLeaderNorAReplicaWithoutOneIsTheLeader() {
        assertThat(
                        isOfLeader(
                                "{'leader': 'nats-1', 'replicas': [{'name': 'nats-2', 'active': 9000000000}, {'name': 'nats-3', 'active': 9000000000}]}"))
                .isFalse();
        assertThat(
                        isOfLeader(
                                "{'replicas': [{'name': 'nats-2', 'active': 900000000}, {'name': 'nats-3', 'active': 900000000}]}"))
                .isFalse();
    }

    private static boolean isOfLeader(String cluster) {
        return ReplicaInfoParser.isOfLeader(JsonMapper.shared().readTree(cluster.replace('\'', '"')));
    }

    private static StreamReplicaFacts follower(boolean current, boolean offline, long active, long lag) {
        List<StreamReplicaFacts> replicas =
                ReplicaInfoParser.of(JsonMapper.shared().readTree("""
                {"leader": "nats-1", "replicas": [
                  {"name": "nats-2", "current": %s, "offline": %s, "active": %d, "lag": %d}]}""".formatted(current, offline, active, lag)));
        assertThat(replicas).hasSize(1);
        return replicas.get(0);
    }
}
