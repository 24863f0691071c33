package com.nimsforest.node.bootstrap.command.repair;

import com.nimsforest.node.ports.driven.DeadLetter;
import com.nimsforest.node.ports.driven.DeadLetters;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which dead letters: some by number, or all that there are now; one of the two is needed. */
final class DeadLetterSelection {
    private static final int BATCH = 256;

    @Parameters(arity = "1..*", paramLabel = "N", description = "The numbers of the dead letters.")
    private List<Long> numbers = new ArrayList<>();

    @Option(names = "--all", required = true, description = "All current dead letters.")
    private boolean all;

    /** Those that come while the command works are not among them, or putting back might never end. */
    List<Long> numbers(DeadLetters deadLetters) {
        return all ? allOf(deadLetters) : List.copyOf(numbers);
    }

    private static List<Long> allOf(DeadLetters deadLetters) {
        List<Long> found = new ArrayList<>();
        List<DeadLetter> batch = deadLetters.list(1, BATCH);
        while (!batch.isEmpty()) {
            batch.forEach(deadLetter -> found.add(deadLetter.number()));
            batch = deadLetters.list(found.get(found.size() - 1) + 1, BATCH);
        }
        return found;
    }
}
