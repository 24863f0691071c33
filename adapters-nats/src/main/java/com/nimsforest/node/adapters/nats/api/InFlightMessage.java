package com.nimsforest.node.adapters.nats.api;

import com.nimsforest.node.domain.entity.LeafOrigin;
import com.nimsforest.node.domain.entity.LeafPosition;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.river.RiverPosition;
import com.nimsforest.node.ports.driven.MessageDelivery;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import io.nats.client.support.NatsJetStreamConstants;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A message in flight: delivered, and without a settled verdict yet. A second delivery of it only renews its reply. */
public final class InFlightMessage {
    /** Which message it is for those who did not send it: kept when a dead letter is put back. */
    public static final String ID = "Nimsforest-Id";
    /** The one consumer that a message is meant for, which was put back from the dead letters. */
    public static final String FOR = "Nimsforest-For";

    /**
     * What the message comes of, {@code <identity>:<sequence>/<name>/<n>}: of river data its place in the river. Kept when it
     * is set aside or becomes a dead letter.
     */
    public static final String POSITION = "Nimsforest-Position";
    /** The trees that it is set aside for, or that it goes to when it is put back, with commas between. */
    public static final String TREES = "Nimsforest-Trees";
    /** Its subject in the river. */
    public static final String SUBJECT = "Nimsforest-Subject";
    /** Whether others of a later position may have had their effect before it. */
    public static final String LATE = "Nimsforest-Late";

    public final StreamMessageKey key;
    private volatile Message message;
    private volatile long lastProgress = System.nanoTime();
    private boolean handedOver;

    public InFlightMessage(StreamMessageKey key, Message message) {
        this.key = key;
        this.message = message;
    }

    public Message message() {
        return message;
    }

    public String reply() {
        return String.valueOf(message.getReplyTo());
    }

    public long delivered() {
        return message.metaData().deliveredCount();
    }

    public Instant time() {
        return message.metaData().timestamp().toInstant();
    }

    public long bytes() {
        return message.getData().length;
    }

    public void renew(Message again) {
        message = again;
        lastProgress = System.nanoTime();
    }

    /** Takes the right to hand it over, once; also taken when it is given back unseen. */
    public synchronized boolean take() {
        boolean free = !handedOver;
        handedOver = true;
        return free;
    }

    /** When the servers last heard of it. */
    public long lastProgress() {
        return lastProgress;
    }

    public void tellNow() {
        lastProgress = System.nanoTime();
    }

    @Nullable
    public String header(String name) {
        Headers headers = message.getHeaders();
        return headers == null ? null : headers.getLast(name);
    }

    /** Where it was sent; of what was set aside, where it was sent at first. */
    public String subject() {
        String given = header(SUBJECT);
        return given == null ? message.getSubject() : given;
    }

    /** Where in the river it is or was; empty for what never was there. */
    public Optional<RiverPosition> riverPosition(String stream) {
        String given = header(POSITION);
        if (given != null) {
            return RiverPosition.parse(given);
        }
        return stream.equals(ForestStreamLayout.RIVER)
                ? Optional.of(new RiverPosition(key.epoch(), key.sequence()))
                : Optional.empty();
    }

    /** The delivery, of what the message says. */
    public <T> MessageDelivery<T> delivery(String stream, T said) {
        return new MessageDelivery<>(said, id(stream), delivered(), key.sequence(), origin(stream));
    }

    /** What the message comes of: what its headers say, else its own place. */
    public LeafOrigin origin(String stream) {
        return origin(stream, key, this::header);
    }

    /** The origin of a message of a stream, however it was read. What was set aside is late. */
    public static LeafOrigin origin(String stream, StreamMessageKey key, Function<String, @Nullable String> header) {
        String text = header.apply(POSITION);
        Optional<LeafPosition> given = text == null ? Optional.empty() : LeafPosition.parse(text);
        boolean isLate = header.apply(LATE) != null
                || header.apply(FOR) != null
                || (given.isPresent() && stream.equals(ForestStreamLayout.RIVER))
                || stream.equals(ForestStreamLayout.ASIDE);
        return new LeafOrigin(given.orElseGet(() -> own(stream, key)), isLate);
    }

    private static LeafPosition own(String stream, StreamMessageKey key) {
        return LeafPosition.of(StreamIdentity.positionStream(stream, key.epoch()), key.sequence());
    }

    public MessageId id(String stream) {
        for (String name : new String[] {ID, NatsJetStreamConstants.MSG_ID_HDR}) {
            String given = header(name);
            if (given != null && !given.isBlank() && given.chars().noneMatch(Character::isISOControl)) {
                return new MessageId(given);
            }
        }
        return new MessageId(stream + ":" + key.epoch() + ":" + key.sequence());
    }
}
