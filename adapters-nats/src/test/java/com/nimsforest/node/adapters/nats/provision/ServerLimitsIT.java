package com.nimsforest.node.adapters.nats.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.NatsCredentials;
import com.nimsforest.node.adapters.nats.NatsSettings;
import com.nimsforest.node.adapters.nats.StreamLimitSettings;
import com.nimsforest.node.adapters.nats.fixture.ConnectedAdapter;
import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.StreamFacts;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.StreamConfiguration;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Limits of the account and the server: told in the server's words with a way out, and obeyed where there is a setting. */
@Timeout(120)
class ServerLimitsIT {
    private static final Map<String, Long> MEGABYTES = Map.of(
            "RIVER", 2L << 20, "HUMUS", 4L << 20, "KV_SOIL", 3L << 20, "DEADLETTER", 1L << 20, "ASIDE", 1L << 20);

    @Test
    void anAccountThatRequiresMaxBytesIsNamedWithTheSettingForIt() {
        try (NatsServer server = withAccount("max_bytes_required: true");
                ConnectedAdapter forest = ConnectedAdapter.beside(server, ServerLimitsIT::asUser)) {
            awaitProblem(
                    forest,
                    "RIVER",
                    "account requires a stream config to have max bytes set (10113):"
                            + " set NIMSFOREST_STREAM_MAX_BYTES, such as RIVER=2GB,HUMUS=2GB");
        }
    }

    @Test
    void theBytesThatAreSetAreThoseOfTheStreams() throws Exception {
        try (NatsServer server = withAccount("max_bytes_required: true");
                ConnectedAdapter forest =
                        ConnectedAdapter.beside(server, with(new StreamLimitSettings(MEGABYTES, Optional.empty())))) {
            forest.awaitStreams();

            assertThat(configuration(server, "RIVER").getMaxBytes()).isEqualTo(2L << 20);
            assertThat(configuration(server, "KV_SOIL").getMaxBytes()).isEqualTo(3L << 20);
        }
    }

    @Test
    void aStreamThatIsLargerThanTheAccountAllowsIsNamed() {
        try (NatsServer server = withAccount("disk_max_stream_bytes: 1048576");
                ConnectedAdapter forest =
                        ConnectedAdapter.beside(server, with(new StreamLimitSettings(MEGABYTES, Optional.empty())))) {
            awaitProblem(forest, "RIVER", "stream max bytes exceeds account limit max stream bytes (10122)");
        }
    }

    @Test
    void anAccountThatHasTooFewStreamsIsNamed() {
        try (NatsServer server = withAccount("max_streams: 2");
                ConnectedAdapter forest = ConnectedAdapter.beside(server, ServerLimitsIT::asUser)) {
            await().atMost(ConnectedAdapter.SOON)
                    .untilAsserted(
                            () -> assertThat(forest.forest.storage().probe().streams())
                                    .flatExtracting(StreamFacts::problems)
                                    .extracting(ServerLimitsIT::reason)
                                    .anySatisfy(problem -> assertThat(problem)
                                            .contains("maximum number of streams reached (10027): raise max_streams")));
        }
    }

    @Test
    void aServerThatRemembersIdsForLessThanPlannedIsNamedWithTheSettingForIt() {
        try (NatsServer server = withWindow();
                ConnectedAdapter forest = ConnectedAdapter.beside(server, settings -> settings)) {
            awaitProblem(
                    forest,
                    "HUMUS",
                    "duplicates window can not be larger then server limit of 1m0s (10052):"
                            + " set NIMSFOREST_DUPLICATE_WINDOW to that limit, such as 1m");
        }
    }

    @Test
    void theWindowThatIsSetIsThatOfAllStreams() throws Exception {
        StreamLimitSettings minute = new StreamLimitSettings(Map.of(), Optional.of(Duration.ofMinutes(1)));
        try (NatsServer server = withWindow();
                ConnectedAdapter forest = ConnectedAdapter.beside(server, settings -> settings.streamLimits(minute))) {
            forest.awaitStreams();

            try (Connection stranger = forest.stranger()) {
                assertThat(stranger.jetStreamManagement().getStreams())
                        .hasSize(6)
                        .allSatisfy(
                                stream -> assertThat(stream.getConfiguration().getDuplicateWindow())
                                        .isEqualTo(Duration.ofMinutes(1)));
            }
        }
    }

    private static NatsServer withAccount(String limit) {
        return NatsServer.builder()
                .line("accounts { FOREST { jetstream { max_file: 100MB, " + limit
                        + " }, users: [ { user: forest, password: pass } ] } }")
                .start();
    }

    private static NatsServer withWindow() {
        return NatsServer.builder()
                .jetStreamOptions("limits { duplicate_window: \"1m\" }")
                .start();
    }

    private static NatsSettings.Builder asUser(NatsSettings.Builder settings) {
        return settings.credentials(() -> NatsCredentials.password("forest", "pass"));
    }

    private static UnaryOperator<NatsSettings.Builder> with(StreamLimitSettings limits) {
        return settings -> asUser(settings).streamLimits(limits);
    }

    private static void awaitProblem(ConnectedAdapter forest, String stream, String expected) {
        await().atMost(ConnectedAdapter.SOON)
                .untilAsserted(() -> assertThat(forest.forest.storage().probe().streams())
                        .filteredOn(facts -> facts.name().equals(stream))
                        .singleElement()
                        .satisfies(facts -> assertThat(facts.problems())
                                .extracting(ServerLimitsIT::reason)
                                .anySatisfy(reason -> assertThat(reason).contains(expected)))
                        .satisfies(facts -> assertThat(facts.usable()).isFalse()));
    }

    private static String reason(HealthFinding finding) {
        return finding.reason() + ": " + finding.hint();
    }

    private static StreamConfiguration configuration(NatsServer server, String stream) throws Exception {
        Options options = new Options.Builder()
                .server(server.url())
                .userInfo("forest", "pass")
                .build();
        try (Connection stranger = Nats.connect(options)) {
            return stranger.jetStreamManagement().getStreamInfo(stream).getConfiguration();
        }
    }
}
