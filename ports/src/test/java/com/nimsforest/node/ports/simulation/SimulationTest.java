package com.nimsforest.node.ports.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.ports.simulation.SimulationRun.Result;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulationTest {
    private static final int SEEDS = Integer.getInteger("simulation.seeds", 10_000);
    private static final long FIRST = Long.getLong("simulation.first", 1);
    private static final @Nullable Long ONE = Long.getLong("simulation.seed");
    private static final int SEEDS_FOR_A_MUTANT = 500;

    @Test
    void whateverGoesWrongNothingIsLostAndNothingIsDoneTwice() {
        if (ONE != null) {
            replay(ONE);
            return;
        }

        List<Result> failed = LongStream.range(FIRST, FIRST + SEEDS)
                .parallel()
                .mapToObj(SimulationRun::run)
                .filter(Result::failed)
                .sorted(Comparator.comparingLong(Result::seed))
                .toList();

        assertThat(failed)
                .withFailMessage(() -> failed.size() + " of " + SEEDS + " seeds fail, the first with\n"
                        + String.join("\n", failed.get(0).problems())
                        + "\nWhat happened in it is shown by -Dsimulation.seed="
                        + failed.get(0).seed() + "; the others: "
                        + failed.stream().skip(1).limit(20).map(Result::seed).toList())
                .isEmpty();
    }

    private static void replay(long seed) {
        Result result = SimulationRun.trace(seed);

        result.trace().forEach(System.out::println);

        assertThat(result.problems()).isEmpty();
    }

    @Test
    void aSeedIsTheWholeRun() {
        assertThat(SimulationRun.trace(42).trace())
                .hasSizeGreaterThan(10)
                .isEqualTo(SimulationRun.trace(42).trace());
    }

    @Test
    void whatWaitsWhileEveryNodeSaysThatAllIsWellIsFound() {
        assertThat(LongStream.rangeClosed(1, SEEDS_FOR_A_MUTANT)
                        .mapToObj(seed -> SimulationRun.run(seed, SimulationMutant.HOLDS_LEAVES_IN_SILENCE))
                        .flatMap(result -> result.problems().stream())
                        .anyMatch(problem -> problem.contains(SimulationChecker.SILENCE)))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aMistakeInTheUseCasesIsFound(SimulationMutant mutant) {
        Optional<Result> found = LongStream.rangeClosed(1, SEEDS_FOR_A_MUTANT)
                .mapToObj(seed -> SimulationRun.run(seed, mutant))
                .filter(Result::failed)
                .findFirst();

        assertThat(found).as("the seed that finds it").isPresent();
    }
}
