package com.nimsforest.node.adapters.nats.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class StreamIdentityTest {
    private static JsonNode info(String config) {
        return JetStreamApi.JSON.readTree("{\"created\":\"2026-11-26T14:47:12.979Z\",\"config\":" + config + "}");
    }

    @Test
    void isReadFromTheMetadataOfTheStream() {
        JsonNode info = info("{\"name\":\"RIVER\",\"metadata\":{\"nimsforest-identity\":\"1764168432979\"}}");

        assertThat(StreamInfo.of(info).identity()).hasValue(1_764_168_432_979L);
        assertThat(StreamInfo.of(info).epoch()).isEqualTo(1_764_168_432_979L);
    }

    @Test
    void noOtherFieldStandsInForIt() {
        JsonNode info = info("{\"name\":\"RIVER\",\"metadata\":{\"_nats.ver\":\"2.15.3\"}}");

        assertThat(StreamInfo.of(info).identity()).isEmpty();
        assertThatThrownBy(() -> StreamInfo.of(info).epoch()).hasMessageContaining("RIVER has no identity yet");
    }

    @Test
    void whatIsNoNumberIsNone() {
        assertThat(StreamInfo.of(info("{\"metadata\":{\"nimsforest-identity\":\"a\"}}"))
                        .identity())
                .isEmpty();
    }

    @Test
    void isPutBesideWhateverElseTheConfigurationHas() {
        JsonNode config = info("{\"name\":\"RIVER\",\"metadata\":{\"team\":\"a\"},\"odd\":1}")
                .path("config");

        assertThat(StreamIdentity.put(config, 7).toString())
                .isEqualTo(
                        "{\"name\":\"RIVER\",\"metadata\":{\"team\":\"a\",\"nimsforest-identity\":\"7\"},\"odd\":1}");
        assertThat(StreamIdentity.put(info("{}").path("config"), 7).toString())
                .isEqualTo("{\"metadata\":{\"nimsforest-identity\":\"7\"}}");
    }

    @Test
    void streamsThatWereCreatedInTheSameMillisecondHavePositionsApart() {
        assertThat(StreamIdentity.positionStream("RIVER", 7)).isEqualTo("7");
        assertThat(StreamIdentity.positionStream("HUMUS", 7)).isEqualTo("HUMUS-7");
        assertThat(StreamIdentity.positionStream("LEAVES", 7)).isEqualTo("LEAVES-7");
    }
}
