package com.nimsforest.node.bootstrap.command.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimsforest.node.domain.soil.EntityKey;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SoilKeyPatternTest {
    @ParameterizedTest
    @CsvSource({
        ">, github/a, true",
        "github/>, github/a, true",
        "github/>, github/a/b.c, true",
        "github/>, github, false",
        "github/>, gitlab/a, false",
        "github/*/issues, github/a/issues, true",
        "github/*/issues, github/a.b/issues, false",
        "shop.*, shop.a/b, true",
        "shop.*, shop.a.b, false",
        "*.*, shop.a, true",
        "task-1, task-1, true",
        "task.1, task-1, false"
    })
    void partsAreDividedByDotsAndInAPatternWithSlashesByThoseToo(String pattern, String key, boolean matches) {
        assertThat(SoilKeyPattern.of(pattern).matches(EntityKey.of(key))).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({"shop.*, shop.*", "task-1, task-1", "a/b, a/b", ">, >", "github/>, >", "a.*/b, >"})
    void theServerIsAskedForNoLessThanWhatMatches(String pattern, String filter) {
        assertThat(SoilKeyPattern.of(pattern).serverFilter()).isEqualTo(filter);
    }

    @ParameterizedTest
    @ValueSource(strings = {"task-*", "github/x>", ">.a", ">/a", "a b", "ä", "a$", ""})
    void aPatternThatNoKeyCanMatchIsRefused(String pattern) {
        assertThatIllegalArgumentException().isThrownBy(() -> SoilKeyPattern.of(pattern));
    }
}
