package com.nimsforest.node.bootstrap.lab.bench;

import com.nimsforest.node.domain.compost.CompostAction;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driving.EntityEffects;
import com.nimsforest.node.ports.driving.EntityNim;
import com.nimsforest.node.ports.driving.Forest;
import com.nimsforest.node.ports.driving.Nim;
import java.util.Optional;
import java.util.Set;

/** Nims that keep the content of each leaf in the entity of its number. */
final class BenchNims {
    private BenchNims() {}

    private static EntityKey entity(Token nim, Leaf leaf) {
        return entity(nim, BenchPayload.number(leaf.data()));
    }

    static EntityKey entity(Token nim, int number) {
        return EntityKey.of(nim + "-path-" + number);
    }

    private static Set<SubjectPattern> leavesOf(BenchTree tree) {
        return Set.of(SubjectPattern.of(tree.leaf().value()));
    }

    /** Writes it without reading what is there. */
    record Plain(Token name, BenchTree tree) implements Nim {
        static Plain of(BenchTree tree) {
            return new Plain(tree.name(), tree);
        }

        @Override
        public Set<SubjectPattern> patterns() {
            return leavesOf(tree);
        }

        @Override
        public void on(Leaf leaf, Forest forest) {
            forest.compost(CompostAction.CREATE, BenchNims.entity(name, leaf), leaf.data());
        }
    }

    /** Counts, too, and how many came after a later one. */
    record Counting(Token name, BenchTree tree) implements EntityNim<Counting.State> {
        record State(long leaves, long place, long outOfOrder, String last) {}

        static Counting of(BenchTree tree) {
            return new Counting(tree.name(), tree);
        }

        @Override
        public Set<SubjectPattern> patterns() {
            return leavesOf(tree);
        }

        @Override
        public Class<State> stateType() {
            return State.class;
        }

        @Override
        public EntityKey entity(Leaf leaf) {
            return BenchNims.entity(name, leaf);
        }

        @Override
        public State apply(Optional<State> now, Leaf leaf, EntityEffects effects) {
            State is = now.orElse(new State(0, -1, 0, ""));
            long place = BenchPayload.place(leaf.data());
            return new State(
                    is.leaves() + 1,
                    place,
                    is.outOfOrder() + (place > is.place() ? 0 : 1),
                    leaf.data().text().replace('"', '\''));
        }
    }
}
