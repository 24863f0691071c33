package com.nimsforest.node.adapters.nats.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimsforest.node.domain.payload.RawPayload;
import com.nimsforest.node.domain.river.RiverData;
import com.nimsforest.node.domain.subject.Subject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RiverDataJsonTest {
    private static final Instant TIME = Instant.parse("2026-11-23T23:21:36.087802027Z");

    @Test
    void theRiverDataOfAGoNodeIsRead() {
        RiverData data = read(
                "{\"subject\":\"river.general.api\",\"data\":\"eyJhIjoxfQ==\",\"ts\":\"2026-11-24T00:21:36.087802027+01:00\"}");

        assertThat(data)
                .isEqualTo(new RiverData(Subject.of("river.general.api"), RawPayload.ofText("{\"a\":1}"), TIME));
    }

    @Test
    void whatIsWrittenHasTheNamesThatGoReads() {
        RiverData data = new RiverData(Subject.of("river.general.api"), RawPayload.of(new byte[] {-1, 0, 1}), TIME);

        String text = new String(RiverDataJson.write(data), StandardCharsets.UTF_8);

        assertThat(text)
                .isEqualTo(
                        "{\"subject\":\"river.general.api\",\"data\":\"/wAB\",\"ts\":\"2026-11-23T23:21:36.087802027Z\"}");
    }

    @Test
    void anyBytesSurviveTheJourney() {
        byte[] bytes = new byte[70_001];
        new Random(7).nextBytes(bytes);
        RiverData data = new RiverData(Subject.of("river.a"), RawPayload.of(bytes), TIME);

        RiverData back = RiverDataJson.read(RiverDataJson.write(data));

        assertThat(back).isEqualTo(data);
    }

    @Test
    void noBytesAtAllAreBytesToo() {
        RiverData empty = new RiverData(Subject.of("river.a"), RawPayload.ofText(""), TIME);

        assertThat(RiverDataJson.read(RiverDataJson.write(empty))).isEqualTo(empty);
        assertThat(read("{\"subject\":\"river.a\",\"data\":null,\"ts\":\"2026-11-23T23:21:36.087802027Z\"}"))
                .isEqualTo(empty);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "{\"subject\":\"river.a\",\"ts\":\"2026-11-23T23:21:36Z\"}",
                "{\"subject\":\"river.a\",\"data\":{},\"ts\":\"2026-11-23T23:21:36Z\"}",
                "{\"subject\":\"river.a\",\"data\":\"%%\",\"ts\":\"2026-11-23T23:21:36Z\"}",
                "{\"subject\":\"river.a\",\"data\":\"eyJhIjoxfQ\",\"ts\":\"2026-11-23T23:21:36Z\"}",
                "{\"subject\":\"river.a\",\"data\":\"_-8=\",\"ts\":\"2026-11-23T23:21:36Z\"}",
                "{\"subject\":\"lake.a\",\"data\":\"\",\"ts\":\"2026-11-23T23:21:36Z\"}",
                "{\"subject\":\"river.a\",\"data\":\"\"}"
            })
    void whatIsNoRiverDataIsRefused(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(WireFormatException.class);
    }

    private static RiverData read(String text) {
        return RiverDataJson.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
