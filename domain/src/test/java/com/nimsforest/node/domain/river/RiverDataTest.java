package com.nimsforest.node.domain.river;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimsforest.node.domain.payload.RawPayload;
import com.nimsforest.node.domain.subject.Subject;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RiverDataTest {
    @ParameterizedTest
    @CsvSource({
        "stripe.webhook, river.stripe.webhook",
        "river.a, river.a",
        "river, river.river",
        "rivers.a, river.rivers.a"
    })
    void aNameIsGivenWithOrWithoutThePrefix(String name, String subject) {
        assertThat(RiverSubjects.of(name)).isEqualTo(Subject.of(subject));
    }

    @ParameterizedTest
    @ValueSource(strings = {"river", "rivers.a", "humus.a.create", "a.river.b", "River.a"})
    void dataFlowsInTheRiverOnly(String subject) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RiverData(Subject.of(subject), RawPayload.ofText(""), Instant.EPOCH))
                .withMessageContaining(subject);
    }
}
