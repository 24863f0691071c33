package com.nimsforest.node.ports.usecase.entity;

import com.nimsforest.node.domain.compost.Compost;
import com.nimsforest.node.domain.compost.DroppedComposts;
import com.nimsforest.node.domain.compost.HumusEntry;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.DeliveryHandler;
import com.nimsforest.node.ports.driven.EntityHumus;
import com.nimsforest.node.ports.driven.Subscription;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Passes all on to another one, but for what a test has it do. */
class ForwardingEntityHumus implements EntityHumus {
    private final EntityHumus other;

    ForwardingEntityHumus(EntityHumus other) {
        this.other = other;
    }

    @Override
    public CompletionStage<Optional<HumusEntry>> last(Token nim, EntityKey entity) {
        return other.last(nim, entity);
    }

    @Override
    public CompletionStage<Optional<HumusEntry>> lastOfAnyNim(EntityKey entity) {
        return other.lastOfAnyNim(entity);
    }

    @Override
    public CompletionStage<Long> add(Token nim, Compost compost, long expected) {
        return other.add(nim, compost, expected);
    }

    @Override
    public CompletionStage<DroppedComposts> dropped() {
        return other.dropped();
    }

    @Override
    public Subscription announce(DeliveryHandler<HumusEntry> handler) {
        return other.announce(handler);
    }
}
