package com.nimsforest.node.ports.usecase.audit;

import com.nimsforest.node.domain.compost.Compost;
import com.nimsforest.node.domain.compost.HumusEntry;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.message.PublishReceipt;
import com.nimsforest.node.domain.soil.HumusSlot;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.DeliveryHandler;
import com.nimsforest.node.ports.driven.Humus;
import com.nimsforest.node.ports.driven.Subscription;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A humus that another machine leads after each look at a place, and the last one for good. */
final class LeaderChangingHumus implements Humus {
    private final Humus whole;
    private final Deque<HumusEntry> leaders;

    LeaderChangingHumus(Humus whole, Collection<HumusEntry> leaders) {
        this.whole = whole;
        this.leaders = new ArrayDeque<>(leaders);
    }

    @Override
    public CompletionStage<Optional<HumusEntry>> at(HumusSlot slot) {
        HumusEntry answer = leaders.size() > 1 ? leaders.remove() : leaders.element();
        return CompletableFuture.completedFuture(Optional.of(answer));
    }

    @Override
    public CompletionStage<PublishReceipt> add(MessageId id, Token nim, Compost compost) {
        return whole.add(id, nim, compost);
    }

    @Override
    public Subscription decompose(DeliveryHandler<HumusEntry> handler) {
        return whole.decompose(handler);
    }

    @Override
    public List<HumusEntry> latest(int most) {
        return whole.latest(most);
    }

    @Override
    public Subscription tail(Consumer<HumusEntry> listener) {
        return whole.tail(listener);
    }
}
