package com.nimsforest.node.domain.tree;

import com.nimsforest.node.domain.handler.RetryPolicy;
import com.nimsforest.node.domain.river.RiverData;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;
import java.time.Duration;
import java.util.Set;

/**
 * A tree stands at the river and turns raw data into leaves. Plug-ins implement this and name the class in {@code
 * META-INF/services/com.nimsforest.node.domain.tree.Tree}.
 *
 * <p>{@link #parse} is a pure function: the same data gives the same harvest in the same order, for after a crash the
 * same data is parsed again and the ids of its leaves come from their order. It may be called by several threads at
 * once. Whatever it throws counts as a failed attempt, and so does a call that does not return
 * within {@link #timeLimit}: the data is given again later, and is a dead letter after the last attempt of {@link #retryPolicy}.
 */
public interface Tree {
    /** The stable name of this tree; it is part of the ids of its leaves and their {@code source}. */
    Token name();

    /** The river subjects that this tree understands, each under {@code river.}. */
    Set<SubjectPattern> patterns();

    /** How long one attempt may take: then its thread is interrupted and given up, and the attempt has failed. */
    default Duration timeLimit() {
        return Duration.ofSeconds(30);
    }

    /** How often a message is tried that this plug-in fails on, before it is a dead letter. */
    default RetryPolicy retryPolicy() {
        return RetryPolicy.standard();
    }

    Harvest parse(RiverData data);
}
