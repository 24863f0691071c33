package com.nimsforest.node.domain.compost;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a compost does to its entity. */
public enum CompostAction {
    CREATE,
    UPDATE,
    DELETE;

    /** The word for this action in subjects and messages. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<CompostAction> ofWord(String word) {
        return Stream.of(values()).filter(action -> action.word().equals(word)).findFirst();
    }
}
