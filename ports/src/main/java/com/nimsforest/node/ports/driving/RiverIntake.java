package com.nimsforest.node.ports.driving;

import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.message.PublishReceipt;
import com.nimsforest.node.domain.payload.RawPayload;
import com.nimsforest.node.domain.subject.Subject;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Takes input from outside into the river. */
public interface RiverIntake {
    /**
     * Keeps the data under the subject, which starts with {@code river.}.
     *
     * @param id the caller's id, under which it may be sent again without being stored twice; without one, a new one is
     *     made for this call
     * @return the receipt once it is stored; failures as {@link com.nimsforest.node.ports.driven.River#flow}. When it
     *     cannot be kept now, that is said at once.
     */
    CompletionStage<PublishReceipt> take(Subject subject, RawPayload data, Optional<MessageId> id);
}
