package com.nimsforest.node.ports.usecase.entity;

import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.ports.driving.EntityEffects;
import com.nimsforest.node.ports.driving.ExpiringEntityNim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The words of each entity, until none came for a minute; what had ended is dropped as a leaf. */
final class ExpiringWordsNim extends DelegatingWordsNim implements ExpiringEntityNim<WordCountNim.Words> {
    static final Subject ENDED = Subject.of("word.ended");

    final List<List<String>> told = new ArrayList<>();
    int failures;
    boolean begins;

    ExpiringWordsNim() {
        super(WordCountNim.named("count"));
    }

    @Override
    @SuppressWarnings("NullAway")
    public Optional<Duration> expires(WordCountNim.Words state) {
        if (state.words().contains("a-null")) {
            return null;
        }
        return state.words().contains("a-ever") ? Optional.empty() : Optional.of(Duration.ofMinutes(1));
    }

    @Override
    public Optional<WordCountNim.Words> expired(WordCountNim.Words state, EntityEffects effects) {
        if (failures-- > 0) {
            throw new IllegalStateException("in a mood");
        }
        told.add(state.words());
        effects.drop(ENDED, JsonPayload.of("" + state.words().size()));
        return begins ? Optional.of(new WordCountNim.Words(List.of("over"))) : Optional.empty();
    }
}
