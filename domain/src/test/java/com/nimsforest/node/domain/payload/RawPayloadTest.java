package com.nimsforest.node.domain.payload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RawPayloadTest {
    @Test
    void bytesAreCopiedInAndOut() {
        byte[] bytes = {1, 2, 3};
        RawPayload payload = RawPayload.of(bytes);

        bytes[0] = 9;
        payload.bytes()[1] = 9;

        assertThat(payload.bytes()).containsExactly(1, 2, 3);
    }

    @Test
    void equalBytesAreEqual() {
        assertThat(RawPayload.ofText("a")).isEqualTo(RawPayload.of(new byte[] {'a'}));
        assertThat(RawPayload.ofText("a")).hasSameHashCodeAs(RawPayload.of(new byte[] {'a'}));
        assertThat(RawPayload.ofText("a")).isNotEqualTo(RawPayload.ofText("b"));
    }

    @Test
    void aPayloadIsNeverShownByAccident() {
        assertThat(RawPayload.ofText("secret")).hasToString("6 bytes");
    }

    @Test
    void textIsUtf8() {
        assertThat(RawPayload.ofText("ü水").text()).isEqualTo("ü水");
        assertThat(RawPayload.ofText("ü").size()).isEqualTo(2);
    }
}
