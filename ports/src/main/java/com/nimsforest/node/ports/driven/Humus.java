package com.nimsforest.node.ports.driven;

import com.nimsforest.node.domain.compost.Compost;
import com.nimsforest.node.domain.compost.HumusEntry;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.message.PublishReceipt;
import com.nimsforest.node.domain.soil.HumusSlot;
import com.nimsforest.node.domain.subject.Token;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** The humus: the log of all state changes, the stream {@code HUMUS}. */
public interface Humus {
    /** Adds a compost under {@code humus.<nim>.<action>}. Repeats and failures as {@link River#flow}. */
    CompletionStage<PublishReceipt> add(MessageId id, Token nim, Compost compost);

    /**
     * Takes part in the fleet's one decomposer. Every entry is handed over at least once, in the order of the log but for
     * those that are handed over again. What is no compost becomes a dead letter.
     */
    Subscription decompose(DeliveryHandler<HumusEntry> handler);

    /**
     * The last entries of the log, oldest first, at most {@code most}; those that are no compost are left out. Failures as
     * {@link Soil#dig}.
     */
    List<HumusEntry> latest(int most);

    /**
     * The entry at this place; empty when the humus holds none there (any more), it is no compost, or the place is in
     * another life of the humus. Fails as {@link Soil#dig}.
     */
    CompletionStage<Optional<HumusEntry>> at(HumusSlot slot);

    /** Hears the entries that are added from now on; at most once, without acknowledgement. */
    Subscription tail(Consumer<HumusEntry> listener);
}
