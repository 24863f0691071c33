package com.nimsforest.node.bootstrap.lab.bench;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * One of the two sides that do the same work. Messages are numbered in each round; a stage completes when the servers have
 * answered. For one thread, except for the stages.
 */
interface BenchClient extends AutoCloseable {
    /** Its streams, in the order of the path; the last is that of the soil. */
    List<String> streams();

    /** Changes the ids and keys of all messages that follow. */
    void nextRound();

    CompletionStage<?> put(int number);

    void putAndWait(int number);

    CompletionStage<?> add(int number);

    CompletionStage<?> bury(int number);

    void buryAndWait(int number);

    void dig(int number);

    /** Puts a message that takes the whole path; {@link #openPath} has been called before. */
    CompletionStage<?> putIntoPath(int number);

    /** Starts the processing of the whole path. Idempotent. */
    void openPath();

    @Override
    void close();

    /** The streams were changed. */
    default void lookAtStreams() {}
}
