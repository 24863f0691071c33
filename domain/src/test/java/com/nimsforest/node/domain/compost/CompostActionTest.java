package com.nimsforest.node.domain.compost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompostActionTest {
    @ParameterizedTest
    @EnumSource(CompostAction.class)
    void theWordOfAnActionIsReadBack(CompostAction action) {
        assertThat(CompostAction.ofWord(action.word())).contains(action);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "CREATE", "Create", "upsert", " delete"})
    void otherWordsAreNoAction(String word) {
        assertThat(CompostAction.ofWord(word)).isEmpty();
    }

    @Test
    void theWordIsTheSameInEveryCountry() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(CompostAction.DELETE.word()).isEqualTo("delete");
        } finally {
            Locale.setDefault(before);
        }
    }
}
