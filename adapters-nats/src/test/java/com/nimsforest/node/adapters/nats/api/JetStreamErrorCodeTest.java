package com.nimsforest.node.adapters.nats.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JetStreamErrorCodeTest {
    @ParameterizedTest
    @CsvSource({
        "10008, JetStream system temporarily unavailable, RETRY",
        "10023, insufficient resources, SLOW_RETRY",
        "10027, maximum number of streams reached, SLOW_RETRY",
        "10074, replicas > 1 not supported in non-clustered mode, PERMANENT",
        "10076, JetStream not enabled, SWITCHED_OFF",
        "10058, stream name already in use with a different configuration, DRIFT",
        "10118, stream is offline, OFFLINE",
        "10059, stream not found, MISSING",
        "10047, insufficient storage resources available, PERMANENT",
        "10113, account requires a stream config to have max bytes set, PERMANENT",
        "10005, no suitable peers for placement, RETRY",
        "10005, insufficient storage, PERMANENT",
        "19999, some new reason, PERMANENT",
        "0, refused, RETRY"
    })
    void aCodeTellsWhatItAsks(int code, String description, ApiErrorKind kind) {
        assertThat(JetStreamErrorCode.kind(code, description)).isEqualTo(kind);
    }

    @Test
    void eachCodeStandsOnceUnderTheNameThatTheServerGivesIt() {
        assertThat(JetStreamErrorCode.values())
                .extracting(JetStreamErrorCode::code)
                .doesNotHaveDuplicates();
        assertThat(JetStreamErrorCode.values())
                .allSatisfy(known -> assertThat(known.serverName().toLowerCase(java.util.Locale.ROOT))
                        .startsWith("js" + known.name().replace("_", "").toLowerCase(java.util.Locale.ROOT)));
    }

    @Test
    void aPublishThatWasRefusedForALimitIsDefinitelyNotStored() {
        assertThat(Arrays.stream(JetStreamErrorCode.values())
                        .filter(known -> JetStreamErrorCode.outcome(known.code(), 400, "") == PublishOutcome.FULL))
                .contains(
                        JetStreamErrorCode.ACCOUNT_RESOURCES_EXCEEDED,
                        JetStreamErrorCode.STORAGE_RESOURCES_EXCEEDED,
                        JetStreamErrorCode.STREAM_SEALED);
        assertThat(JetStreamErrorCode.outcome(10077, 503, "maximum bytes exceeded"))
                .isEqualTo(PublishOutcome.FULL);
        assertThat(JetStreamErrorCode.outcome(10077, 503, "disk is broken")).isEqualTo(PublishOutcome.MESSAGE_IN_DOUBT);
    }

    @Test
    void whatTheServerSaidStandsAsItSaidItAndTheHintAfterIt() {
        ApiRequestException window = ApiRequestException.refused(
                10052, 500, "duplicates window can not be larger then server limit of 1m0s");

        assertThat(window.description())
                .isEqualTo("duplicates window can not be larger then server limit of 1m0s (10052):"
                        + " set NIMSFOREST_DUPLICATE_WINDOW to that limit, such as 1m");
        assertThat(ApiRequestException.refused(10059, 404, "stream not found").description())
                .isEqualTo("stream not found (10059)");
    }
}
