package com.nimsforest.node.adapters.nats.jetstream;

import com.nimsforest.node.domain.message.MessageId;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A message in hand: delivered, and without a settled verdict yet. A second delivery of it only renews its reply. */
final class Item {
    /** Which message it is for those who did not send it: kept when a dead letter is put back. */
    static final String ID = "Nimsforest-Id";
    /** The one consumer that a message is meant for, which was put back from the dead letters. */
    static final String FOR = "Nimsforest-For";

    static final String MSG_ID = "Nats-Msg-Id";

    final MessageKey key;
    private volatile Message message;
    private volatile long told = System.nanoTime();
    private boolean handedOver;

    Item(MessageKey key, Message message) {
        this.key = key;
        this.message = message;
    }

    Message message() {
        return message;
    }

    String reply() {
        return String.valueOf(message.getReplyTo());
    }

    long delivered() {
        return message.metaData().deliveredCount();
    }

    Instant time() {
        return message.metaData().timestamp().toInstant();
    }

    long bytes() {
        return message.getData().length;
    }

    void renew(Message again) {
        message = again;
        told = System.nanoTime();
    }

    /** Takes the right to hand it over, once; also taken when it is given back unseen. */
    synchronized boolean take() {
        boolean free = !handedOver;
        handedOver = true;
        return free;
    }

    /** When the servers last heard of it. */
    long told() {
        return told;
    }

    void tellNow() {
        told = System.nanoTime();
    }

    @Nullable
    String header(String name) {
        Headers headers = message.getHeaders();
        return headers == null ? null : headers.getLast(name);
    }

    MessageId id(String stream) {
        for (String name : new String[] {ID, MSG_ID}) {
            String given = header(name);
            if (given != null && !given.isBlank() && given.chars().noneMatch(Character::isISOControl)) {
                return new MessageId(given);
            }
        }
        return new MessageId(stream + ":" + key.epoch() + ":" + key.sequence());
    }
}
