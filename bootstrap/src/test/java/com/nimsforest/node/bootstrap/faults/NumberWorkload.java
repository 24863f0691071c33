package com.nimsforest.node.bootstrap.faults;

import com.nimsforest.node.domain.compost.CompostAction;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.river.RiverData;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.domain.tree.Harvest;
import com.nimsforest.node.domain.tree.Tree;
import com.nimsforest.node.ports.driving.Forest;
import com.nimsforest.node.ports.driving.Nim;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * The business of the harness: each number becomes one compost of an entity of its own, and one of an entity that many
 * numbers share, so that their order counts. The nim does not look whether it did so before: an event that is processed
 * twice leaves two composts of each.
 */
final class NumberWorkload {
    static final Subject RIVER = Subject.of("river.numbers");
    private static final Subject LEAF = Subject.of("number.seen");
    private static final int SHARED = 10;
    private static volatile CountDownLatch gate = new CountDownLatch(0);

    private NumberWorkload() {}

    /** From now on, until released, no tree of this process finishes anything. */
    static void hold() {
        gate = new CountDownLatch(1);
    }

    static void release() {
        gate.countDown();
    }

    static final class NumberTree implements Tree {
        @Override
        public Token name() {
            return Token.of("number-tree");
        }

        @Override
        public Set<SubjectPattern> patterns() {
            return Set.of(SubjectPattern.of(RIVER.value()));
        }

        @Override
        public Harvest parse(RiverData data) {
            try {
                gate.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            return Harvest.of(
                    new Leaf(LEAF, JsonPayload.of("\"" + data.data().text() + "\""), name().value(), data.time()));
        }
    }

    static final class NumberNim implements Nim {
        @Override
        public Token name() {
            return Token.of("number-nim");
        }

        @Override
        public Set<SubjectPattern> patterns() {
            return Set.of(SubjectPattern.of(LEAF.value()));
        }

        @Override
        public void on(Leaf leaf, Forest forest) {
            String key = leaf.data().text().replace("\"", "");
            int end = key.lastIndexOf('-');
            String shared = "shared-" + key.substring(0, end) + "-" + Long.parseLong(key.substring(end + 1)) % SHARED;
            forest.compost(CompostAction.UPDATE, EntityKey.of(key), leaf.data());
            forest.compost(CompostAction.UPDATE, EntityKey.of(shared), leaf.data());
        }
    }
}
