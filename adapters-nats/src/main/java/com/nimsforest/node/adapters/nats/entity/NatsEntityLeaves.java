package com.nimsforest.node.adapters.nats.entity;

import com.nimsforest.node.adapters.nats.api.ForestStreamLayout;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.consume.ConsumerRegistry;
import com.nimsforest.node.adapters.nats.consume.ConsumerResources;
import com.nimsforest.node.adapters.nats.consume.DurableConsumerPlan;
import com.nimsforest.node.adapters.nats.consume.DurableStreamConsumer;
import com.nimsforest.node.adapters.nats.ownership.ConsumerOwnership;
import com.nimsforest.node.adapters.nats.wire.LeafJson;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.leaf.LeafSubjectRules;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.SubjectPatternSet;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.EntityLeafHandler;
import com.nimsforest.node.ports.driven.EntityLeaves;
import com.nimsforest.node.ports.driven.LeafOwnership;
import com.nimsforest.node.ports.driven.Subscription;
import java.util.List;
import java.util.Set;

/** The leaves of entity nims: of each a durable consumer of {@code LEAVES} that is pinned to one node of the fleet. */
public final class NatsEntityLeaves implements EntityLeaves {
    /** How the names of these consumers begin. */
    public static final String CONSUMER = "entity-";

    /** How those of plain nims begin, as {@code NatsLeaves} names them. */
    private static final String PLAIN = "nim-";

    private final JetStreamApi api;
    private final ConsumerRegistry consumers;

    public NatsEntityLeaves(JetStreamApi api, ConsumerRegistry consumers) {
        this.api = api;
        this.consumers = consumers;
    }

    @Override
    public LeafOwnership own(Token nim, Set<SubjectPattern> patterns, EntityLeafHandler handler) {
        patterns.forEach(pattern -> LeafSubjectRules.objection(pattern).ifPresent(objection -> {
            throw new IllegalArgumentException("leaves of " + pattern + " cannot be kept: " + objection);
        }));
        SubjectPatternSet filter = new SubjectPatternSet(List.copyOf(patterns));
        if (filter.isEmpty()) {
            throw new IllegalArgumentException("entity nim " + nim + " asks for no leaves");
        }
        ConsumerResources tools = consumers.tools();
        tools.provisioner().want(filter.patterns());
        DurableConsumerPlan plan = new DurableConsumerPlan(
                        ForestStreamLayout.LEAVES,
                        CONSUMER + nim,
                        filter,
                        tools.timing().ackWait())
                .ownedByOne()
                .after(PLAIN + nim);
        ConsumerOwnership ownership = new ConsumerOwnership();
        EntityLeafFeed feed = new EntityLeafFeed(api, plan, ownership, handler, tools.timer());
        DurableStreamConsumer<Leaf> consumer =
                consumers.own(plan, (message, key) -> LeafJson.read(message.getData()), feed::take, ownership);
        Subscription following = feed.follow(consumer::inOrder);
        return new NatsLeafOwnership(feed, following, () -> consumers.end(consumer));
    }
}
