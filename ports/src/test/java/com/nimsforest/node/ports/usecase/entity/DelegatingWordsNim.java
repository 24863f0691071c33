package com.nimsforest.node.ports.usecase.entity;

import com.nimsforest.node.domain.handler.RetryPolicy;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driving.EntityEffects;
import com.nimsforest.node.ports.driving.EntityNim;
import java.util.Optional;
import java.util.Set;

/** Does with each leaf what another nim does, for nims that can more. */
abstract class DelegatingWordsNim implements EntityNim<WordCountNim.Words> {
    private final WordCountNim words;

    DelegatingWordsNim(WordCountNim words) {
        this.words = words;
    }

    @Override
    public Token name() {
        return words.name();
    }

    @Override
    public Set<SubjectPattern> patterns() {
        return words.patterns();
    }

    @Override
    public Class<WordCountNim.Words> stateType() {
        return words.stateType();
    }

    @Override
    public EntityKey entity(Leaf leaf) {
        return words.entity(leaf);
    }

    @Override
    public WordCountNim.Words apply(Optional<WordCountNim.Words> now, Leaf leaf, EntityEffects effects) {
        return words.apply(now, leaf, effects);
    }

    @Override
    public RetryPolicy retryPolicy() {
        return words.retryPolicy();
    }
}
