package com.nimsforest.node.ports.usecase.entity;

import com.nimsforest.node.domain.entity.DelayedLeaves;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.leaf.LeafSubjectRules;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.SoilEntry;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.Soil;
import com.nimsforest.node.ports.driving.DelayedEffects;
import com.nimsforest.node.ports.driving.EntityEffects;
import com.nimsforest.node.ports.driving.EntityNim;
import com.nimsforest.node.ports.driving.TimedEntityNim;
import com.nimsforest.node.ports.driving.UnguardedEntityReader;
import com.nimsforest.node.ports.usecase.entity.due.DelayedLeafRecorder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Notes down what an entity nim wants done beside the new state. For the thread that runs the nim, until sealed. */
final class EntityEffectRecorder implements EntityEffects {
    private final Token nim;
    private final boolean isTimed;
    private final Instant time;
    private final Soil soil;
    private final DelayedLeafRecorder delayed;
    private final List<Leaf> dropped = new ArrayList<>();
    private boolean removed;
    private boolean sealed;

    /**
     * @param time of the leaves that are dropped
     * @param waiting what waits to be dropped later
     */
    EntityEffectRecorder(EntityNim<?> nim, Instant time, Instant now, DelayedLeaves waiting, Soil soil) {
        this.nim = nim.name();
        this.isTimed = nim instanceof TimedEntityNim;
        this.time = time;
        this.soil = soil;
        this.delayed = new DelayedLeafRecorder(waiting, now, this::checkOpen);
    }

    @Override
    public void drop(Subject subject, JsonPayload data) {
        checkOpen();
        LeafSubjectRules.check(subject);
        dropped.add(new Leaf(subject, data, nim.value(), time));
    }

    @Override
    public void remove() {
        checkOpen();
        removed = true;
    }

    @Override
    public UnguardedEntityReader unguarded() {
        return new UnguardedEntityReader() {
            @Override
            public Optional<SoilEntry> dig(EntityKey other) {
                checkOpen();
                return soil.dig(other);
            }

            @Override
            public List<EntityKey> keys(String prefix) {
                checkOpen();
                return soil.keys(prefix);
            }
        };
    }

    @Override
    public DelayedEffects delayed() {
        if (!isTimed) {
            throw new UnsupportedOperationException("nim " + nim + " delays a leaf and is no TimedEntityNim");
        }
        return delayed;
    }

    void seal() {
        sealed = true;
    }

    List<Leaf> dropped() {
        return List.copyOf(dropped);
    }

    DelayedLeaves waiting() {
        return delayed.leaves();
    }

    boolean isRemoved() {
        return removed;
    }

    private void checkOpen() {
        if (sealed) {
            throw new IllegalStateException("entity nim " + nim + " used its effects after it had returned");
        }
    }
}
