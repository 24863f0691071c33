package com.nimsforest.node.bootstrap.lab.bench;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * One of the two that do the same work. Numbers are those of the messages in a round; a stage completes when the servers
 * have answered. For one thread, but for the stages.
 */
interface BenchContender extends AutoCloseable {
    /** Its streams, in the order of the path; the last is the soil's. */
    List<String> streams();

    /** From here on ids and keys are others than before. */
    void nextRound();

    CompletionStage<?> put(int number);

    void putNow(int number);

    CompletionStage<?> add(int number);

    CompletionStage<?> bury(int number);

    void buryNow(int number);

    void dig(int number);

    /** Puts what goes the whole way; {@link #openPath} came before. */
    CompletionStage<?> enter(int number);

    /** Begins to work what enters into the soil; once it does, calling this again changes nothing. */
    void openPath();

    @Override
    void close();
}
