package com.nimsforest.node.bootstrap.lab.bench;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * One kind of work as both sides did it, round by round.
 *
 * @param messages of one round
 */
public record BenchComparison(String work, int messages, List<Round> rounds) {
    /** Messages a second of both sides, one right after the other. */
    public record Round(double forest, double bare) {
        double ratio() {
            return forest / bare;
        }
    }

    public BenchComparison {
        requireNonNull(work, "work");
        rounds = List.copyOf(rounds);
    }

    public RateStats forest() {
        return RateStats.of(rounds.stream().map(Round::forest).toList());
    }

    public RateStats bare() {
        return RateStats.of(rounds.stream().map(Round::bare).toList());
    }

    /** How many messages the forest brings for one of the other side: of each round, since their pace differs. */
    public RateStats ratio() {
        return RateStats.of(rounds.stream().map(Round::ratio).toList());
    }
}
