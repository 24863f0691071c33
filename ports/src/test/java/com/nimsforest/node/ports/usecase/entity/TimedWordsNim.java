package com.nimsforest.node.ports.usecase.entity;

import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.ports.driving.EntityEffects;
import com.nimsforest.node.ports.driving.ExpiringEntityNim;
import com.nimsforest.node.ports.driving.TimedEntityNim;
import java.time.Duration;
import java.util.Optional;

/** Keeps words as {@link WordCountNim} does, with leaves that are dropped later. */
class TimedWordsNim extends DelegatingWordsNim implements TimedEntityNim<WordCountNim.Words> {
    static final Subject DUE = Subject.of("word.due");

    TimedWordsNim(WordCountNim.Change change) {
        super(WordCountNim.named("count").doing(change));
    }

    /** Drops each word a minute later, under that word as id. */
    static TimedWordsNim aMinuteLater() {
        return new TimedWordsNim((before, word, effects) -> {
            later(effects, word);
            return WordCountNim.with(before, word);
        });
    }

    static void later(EntityEffects effects, String word) {
        effects.delayed().drop(word, Duration.ofMinutes(1), DUE, JsonPayload.of("\"" + word + "\""));
    }

    /** The same, whose states are over after a time. */
    static final class Ending extends TimedWordsNim implements ExpiringEntityNim<WordCountNim.Words> {
        private final Duration time;

        Ending(Duration time, WordCountNim.Change change) {
            super(change);
            this.time = time;
        }

        @Override
        public Optional<Duration> expires(WordCountNim.Words state) {
            return Optional.of(time);
        }
    }
}
