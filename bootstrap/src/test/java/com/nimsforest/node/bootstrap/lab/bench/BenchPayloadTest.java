package com.nimsforest.node.bootstrap.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.payload.JsonPayload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class BenchPayloadTest {
    @ParameterizedTest
    @ValueSource(ints = {BenchPayload.SMALLEST, 256, 4096})
    void itIsJsonOfTheSizeThatWasAskedForWhateverItsNumber(int size) {
        BenchPayload payload = new BenchPayload(size);

        for (int number : new int[] {0, 99_999, Integer.MAX_VALUE}) {
            assertThat(payload.text(number)).hasSize(size);
            assertThat(new JsonMapper().readTree(payload.text(number)).path("n").asInt())
                    .isEqualTo(number);
        }
    }

    @Test
    void theNumberIsFoundAgain() {
        assertThat(BenchPayload.number(JsonPayload.of(new BenchPayload(64).text(4711))))
                .isEqualTo(4711);
    }
}
