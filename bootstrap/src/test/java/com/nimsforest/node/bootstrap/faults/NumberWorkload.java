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
import com.nimsforest.node.ports.driving.EntityEffects;
import com.nimsforest.node.ports.driving.EntityNim;
import com.nimsforest.node.ports.driving.Forest;
import com.nimsforest.node.ports.driving.Nim;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * The business of the harness: each number becomes one compost of an entity of its own, and one of an entity that many
 * numbers share, so that their order counts. The nim does not look whether it did so before: an event that is processed
 * twice leaves two composts of each.
 */
final class NumberWorkload {
    static final Subject RIVER = Subject.of("river.numbers");
    private static final Subject LEAF = Subject.of("number.seen");
    private static final int SHARED = 10;

    private NumberWorkload() {}

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
            return Harvest.of(
                    new Leaf(LEAF, JsonPayload.of("\"" + data.data().text() + "\""), name().value(), data.time()));
        }
    }

    /** The entity that lists each of these numbers once, in the order of the river. */
    static EntityKey listed(String run, long number) {
        return EntityKey.of("listed-" + run + "-" + number % SHARED);
    }

    /** All such entities of a run. */
    static List<EntityKey> lists(String run) {
        return LongStream.range(0, SHARED)
                .mapToObj(number -> listed(run, number))
                .toList();
    }

    /** State that depends on state: nothing keeps it from listing a number twice but what entity nims are promised. */
    static final class ListingNim implements EntityNim<ListingNim.Numbers> {
        record Numbers(List<Long> numbers) {}

        @Override
        public Token name() {
            return Token.of("listing-nim");
        }

        @Override
        public Set<SubjectPattern> patterns() {
            return Set.of(SubjectPattern.of(LEAF.value()));
        }

        @Override
        public Class<Numbers> stateType() {
            return Numbers.class;
        }

        @Override
        public EntityKey entity(Leaf leaf) {
            String key = key(leaf);
            return listed(key.substring(0, key.lastIndexOf('-')), number(key));
        }

        @Override
        public Numbers apply(Optional<Numbers> now, Leaf leaf, EntityEffects effects) {
            List<Long> next = new ArrayList<>(now.map(Numbers::numbers).orElse(List.of()));
            next.add(number(key(leaf)));
            return new Numbers(next);
        }
    }

    private static String key(Leaf leaf) {
        return leaf.data().text().replace("\"", "");
    }

    private static long number(String key) {
        return Long.parseLong(key.substring(key.lastIndexOf('-') + 1));
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
            String key = key(leaf);
            String shared = "shared-" + key.substring(0, key.lastIndexOf('-')) + "-" + number(key) % SHARED;
            forest.compost(CompostAction.UPDATE, EntityKey.of(key), leaf.data());
            forest.compost(CompostAction.UPDATE, EntityKey.of(shared), leaf.data());
        }
    }
}
