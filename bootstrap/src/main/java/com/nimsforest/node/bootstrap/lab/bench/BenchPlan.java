package com.nimsforest.node.bootstrap.lab.bench;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The parameters of a benchmark.
 *
 * @param messages how many messages one side sends in one round, where many are in flight at once
 * @param size how many bytes a message has for its sender
 * @param replicas replicas of each stream; as many servers are started
 * @param rounds how often each side is measured, after one round that is not counted
 * @param synced whether each write is on the disk before it is acknowledged
 * @param batches whether the forest's streams take atomic batches
 * @param only a part of the name of the work that is wanted; empty for all
 * @param folder where the servers keep their data meanwhile
 */
public record BenchPlan(
        int messages, int size, int replicas, int rounds, boolean synced, boolean batches, String only, Path folder) {
    /** What the river holds, which refuses what does not fit. */
    private static final int MOST_MESSAGES = 100_000;

    private static final int MOST_ROUNDS = 1000;
    private static final int MOST_BYTES = 512 * 1024;

    /** Throws IllegalArgumentException with a message for the user. */
    public BenchPlan {
        requireNonNull(only, "only");
        requireNonNull(folder, "folder");
        within("--msgs", messages, 10, MOST_MESSAGES);
        within("--size", size, BenchPayload.SMALLEST, MOST_BYTES);
        within("--rounds", rounds, 1, MOST_ROUNDS);
        if (replicas != 1 && replicas != 3 && replicas != 5) {
            throw new IllegalArgumentException("--replicas: expected 1, 3 or 5, not " + replicas);
        }
        if (works(only).isEmpty() && nimWorks(only).isEmpty()) {
            String all = Stream.concat(
                            Arrays.stream(BenchWorkload.values()).map(BenchWorkload::title),
                            Arrays.stream(NimPathBenchmark.Work.values()).map(NimPathBenchmark.Work::title))
                    .collect(Collectors.joining("', '", "'", "'"));
            throw new IllegalArgumentException("--only: expected a part of one of " + all + ", not '" + only + "'");
        }
    }

    /** What is measured, in the order in which it is. */
    List<BenchWorkload> works() {
        return works(only);
    }

    /** What is measured of nims, after that. */
    List<NimPathBenchmark.Work> nimWorks() {
        return nimWorks(only);
    }

    private static List<NimPathBenchmark.Work> nimWorks(String only) {
        return Arrays.stream(NimPathBenchmark.Work.values())
                .filter(work -> work.title().contains(only))
                .toList();
    }

    private static List<BenchWorkload> works(String only) {
        return Arrays.stream(BenchWorkload.values())
                .filter(work -> work.title().contains(only))
                .toList();
    }

    private static void within(String flag, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(flag + ": expected " + least + " to " + most + ", not " + value);
        }
    }
}
