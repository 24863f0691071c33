package com.nimsforest.node.ports.usecase.entity;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.compost.HumusEntry;
import com.nimsforest.node.domain.entity.LeafOrigin;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.EntityHumus;
import com.nimsforest.node.ports.driven.Leaves;
import com.nimsforest.node.ports.driven.MessageDelivery;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.Verdict;
import com.nimsforest.node.ports.driven.operations.NodeMetrics;
import com.nimsforest.node.ports.driven.operations.NodeMetrics.Count;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Drops the leaves that a change of state names. The change and its leaves are one message of the humus, so that both are
 * kept or neither; ids and positions come from its place, so that dropping them again does no harm.
 */
public final class EntityLeafAnnouncer {
    private final EntityHumus humus;
    private final Leaves leaves;
    private final NodeMetrics instruments;

    public EntityLeafAnnouncer(EntityHumus humus, Leaves leaves, NodeMetrics instruments) {
        this.humus = requireNonNull(humus, "humus");
        this.leaves = requireNonNull(leaves, "leaves");
        this.instruments = requireNonNull(instruments, "instruments");
    }

    /** Takes part in the announcements of the fleet: every node does, whichever nims it has. */
    public Subscription start() {
        return humus.announce(this::announce);
    }

    private CompletionStage<Verdict> announce(MessageDelivery<HumusEntry> delivery) {
        List<Leaf> named = delivery.message().compost().leaves();
        List<CompletableFuture<Boolean>> kept = new ArrayList<>();
        for (int n = 0; n < named.size(); n++) {
            Token nim = Token.of(delivery.message().compost().nim());
            LeafOrigin origin = LeafOrigin.inOrder(delivery.origin().position().derive(nim, n));
            MessageId id = new MessageId(origin.position().toString());
            kept.add(leaves.keep(id, named.get(n), Optional.of(origin))
                    .thenApply(this::counted)
                    .toCompletableFuture());
        }
        return CompletableFuture.allOf(kept.toArray(CompletableFuture<?>[]::new))
                .thenApply(all -> Verdict.done());
    }

    private boolean counted(boolean isKept) {
        instruments.add(isKept ? Count.LEAVES_KEPT : Count.LEAVES_BLOWN);
        return isKept;
    }
}
