package com.nimsforest.node.ports.usecase;

import com.nimsforest.node.domain.compost.Compost;
import com.nimsforest.node.domain.compost.CompostAction;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.leaf.LeafSubjectRules;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.SoilEntry;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.Soil;
import com.nimsforest.node.ports.driving.Forest;
import com.nimsforest.node.ports.failure.RejectedInputException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Notes down what a nim wants done, in order. For the thread that runs the nim, until sealed. */
final class NimEffectRecorder implements Forest {
    /** One thing to store. */
    sealed interface Effect {}

    record Drop(Leaf leaf) implements Effect {}

    record Add(Compost compost) implements Effect {}

    private final Token nim;
    private final Leaf cause;
    private final Soil soil;
    private final List<Effect> effects = new ArrayList<>();
    private final Set<EntityKey> dug = new HashSet<>();
    private boolean sealed;

    NimEffectRecorder(Token nim, Leaf cause, Soil soil) {
        this.nim = nim;
        this.cause = cause;
        this.soil = soil;
    }

    @Override
    public void drop(Subject subject, JsonPayload data) {
        checkOpen();
        LeafSubjectRules.check(subject);
        effects.add(new Drop(new Leaf(subject, data, nim.value(), cause.time())));
    }

    @Override
    public void compost(CompostAction action, EntityKey entity, JsonPayload data) {
        checkOpen();
        if (dug.contains(entity)) {
            throw new RejectedInputException("nim " + nim + " has read entity " + entity
                    + " and would write what follows from it: two leaves at once would lose one of the changes; implement"
                    + " com.nimsforest.node.ports.driving.EntityNim for state that depends on state");
        }
        effects.add(new Add(new Compost(entity, action, data, nim.value(), cause.time())));
    }

    @Override
    public Optional<SoilEntry> dig(EntityKey entity) {
        checkOpen();
        dug.add(entity);
        return soil.dig(entity);
    }

    void seal() {
        sealed = true;
    }

    List<Effect> inOrder() {
        return List.copyOf(effects);
    }

    private void checkOpen() {
        if (sealed) {
            throw new IllegalStateException("nim " + nim + " used its forest after it had returned");
        }
    }
}
