package com.nimsforest.node.bootstrap.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BenchPlanTest {
    private static final Path FOLDER = Path.of("somewhere");

    @Test
    void withoutAWishAllIsMeasured() {
        assertThat(plan("").works()).containsExactly(BenchWorkload.values());
        assertThat(plan("").nimWorks()).containsExactly(NimPathBenchmark.Work.values());
    }

    @Test
    void aPartOfItsNameChoosesTheWork() {
        assertThat(plan("path").works()).containsExactly(BenchWorkload.PATH);
        assertThat(plan("one entity").works()).isEmpty();
        assertThat(plan("one entity").nimWorks()).containsExactly(NimPathBenchmark.Work.ONE);
        assertThat(plan("soil ").works())
                .containsExactly(BenchWorkload.BURY, BenchWorkload.BURY_NOW, BenchWorkload.DIG);
    }

    @Test
    void oneByOneATenthIsEnough() {
        assertThat(BenchWorkload.PUT.messages(plan(""))).isEqualTo(500);
        assertThat(BenchWorkload.PUT_NOW.messages(plan(""))).isEqualTo(50);
    }

    @Test
    void whatCannotBeIsRefusedByTheNameOfItsFlag() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BenchPlan(9, 64, 1, 1, true, false, "", FOLDER))
                .withMessage("--msgs: expected 10 to 100000, not 9");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BenchPlan(500, 31, 1, 1, true, false, "", FOLDER))
                .withMessageStartingWith("--size: expected 32 to ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BenchPlan(500, 64, 2, 1, true, false, "", FOLDER))
                .withMessage("--replicas: expected 1, 3 or 5, not 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BenchPlan(500, 64, 1, 0, true, false, "", FOLDER))
                .withMessageStartingWith("--rounds: expected 1 to ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan("wind"))
                .withMessageStartingWith("--only: expected a part of one of 'river put, ")
                .withMessageEndingWith(", not 'wind'");
    }

    private static BenchPlan plan(String only) {
        return new BenchPlan(500, 64, 1, 1, true, false, only, FOLDER);
    }
}
