package com.nimsforest.node.domain.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many replicas a stream should have. */
class ReplicaGoalTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 3", "4, 3", "5, 5", "6, 5", "9, 5"})
    void followsTheMachines(int machines, int replicas) {
        assertThat(ReplicaGoal.auto().on(machines)).isEqualTo(replicas);
    }

    @ParameterizedTest
    @CsvSource({"1, 5, 1", "3, 2, 1", "3, 5, 3", "5, 3, 3", "5, 4, 3", "5, 9, 5", "4, 5, 3"})
    void aNumberIsTheMostThereAre(int goal, int machines, int replicas) {
        assertThat(ReplicaGoal.of(goal).on(machines)).isEqualTo(replicas);
    }

    @Test
    void isWrittenAsInASetting() {
        assertThat(ReplicaGoal.auto()).hasToString("auto");
        assertThat(ReplicaGoal.of(3)).hasToString("3");
    }

    @ParameterizedTest
    @CsvSource({"0", "6", "-1"})
    void isWithinWhatTheServersTake(int replicas) {
        assertThatIllegalArgumentException().isThrownBy(() -> ReplicaGoal.of(replicas));
    }
}
