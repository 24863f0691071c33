package com.nimsforest.node.domain.tree;

import com.nimsforest.node.domain.river.RiverData;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;
import java.util.Set;

/**
 * A tree stands at the river and turns raw data into leaves. Plug-ins implement this and name the class in {@code
 * META-INF/services/com.nimsforest.node.domain.tree.Tree}.
 *
 * <p>{@link #parse} is a pure function: the same data gives the same harvest in the same order, for after a crash the
 * same data is parsed again and the ids of its leaves come from their order. It may be called by several threads at
 * once. An exception counts as a failed attempt: the data is given again later, and becomes a dead letter at the tenth.
 */
public interface Tree {
    /** The stable name of this tree; it is part of the ids of its leaves and their {@code source}. */
    Token name();

    /** The river subjects that this tree understands, each under {@code river.}. */
    Set<SubjectPattern> patterns();

    Harvest parse(RiverData data);
}
