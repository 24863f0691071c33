package com.nimsforest.node.bootstrap.command.cluster;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What a change leaves to the operator, a sentence each.
 *
 * @param before what it waits for
 * @param afterwards what is to be done once it is complete
 */
record OperatorWork(Supplier<List<String>> before, Supplier<List<String>> afterwards) {
    static OperatorWork onlyAfterwards(String... sentences) {
        return new OperatorWork(List::of, () -> List.of(sentences));
    }

    List<String> all() {
        return Stream.of(before, afterwards)
                .flatMap(work -> work.get().stream())
                .toList();
    }
}
