package com.nimsforest.node.bootstrap.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.payload.JsonPayload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class PayloadTest {
    @ParameterizedTest
    @ValueSource(ints = {Payload.SMALLEST, 256, 4096})
    void itIsJsonOfTheSizeThatWasAskedForWhateverItsNumber(int size) {
        Payload payload = new Payload(size);

        for (int number : new int[] {0, 99_999, Integer.MAX_VALUE}) {
            assertThat(payload.text(number)).hasSize(size);
            assertThat(new JsonMapper().readTree(payload.text(number)).path("n").asInt())
                    .isEqualTo(number);
        }
    }

    @Test
    void theNumberIsFoundAgain() {
        assertThat(Payload.number(JsonPayload.of(new Payload(64).text(4711)))).isEqualTo(4711);
    }
}
