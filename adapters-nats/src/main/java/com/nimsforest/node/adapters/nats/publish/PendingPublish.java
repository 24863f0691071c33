package com.nimsforest.node.adapters.nats.publish;

import com.nimsforest.node.adapters.nats.api.PublishOutcome;
import com.nimsforest.node.domain.message.PublishReceipt;
import com.nimsforest.node.ports.failure.ForestException;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import com.nimsforest.node.ports.failure.UnknownOutcomeException;
import io.nats.client.Connection;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One message on its way into a stream. For its lane, in turn. */
final class PendingPublish {
    private static final String ROOM_FOR_STATUS = "NATS/1.0\r\n\r\n";
    /** What an answer may well take; a copy sent later than that would make a certain outcome an unknown one. */
    private static final long LAST_CALL = Duration.ofMillis(500).toNanos();

    private final String subject;
    private final Optional<String> orderKey;
    private final Headers headers;
    private final byte[] body;
    private final long deadline;
    private final CompletableFuture<PublishReceipt> stored = new CompletableFuture<>();
    private int sends;
    private int sendsInDoubt;
    private boolean awaiting;
    private long sentAt;
    private long retryAt;
    private String trouble = "";

    PendingPublish(String subject, Optional<String> orderKey, Headers headers, byte[] body, long deadline) {
        this.subject = subject;
        this.orderKey = orderKey;
        this.headers = headers;
        this.body = body;
        this.deadline = deadline;
    }

    String subject() {
        return subject;
    }

    /** Messages with the same key are under way one at a time. */
    Optional<String> orderKey() {
        return orderKey;
    }

    CompletableFuture<PublishReceipt> stored() {
        return stored;
    }

    /** As the server counts it against its limit. */
    long size() {
        return body.length + headerSize(headers);
    }

    static long headerSize(Headers headers) {
        return headers.isEmpty() ? 0 : headers.serializedLength() + ROOM_FOR_STATUS.length();
    }

    /** Hands it to the client; throws what the client throws when it does not take it. */
    void send(Connection connection, String reply, long now) {
        connection.publish(subject, reply, headers, body);
        sends++;
        sendsInDoubt++;
        awaiting = true;
        sentAt = now;
        retryAt = now;
    }

    boolean isAwaiting() {
        return awaiting;
    }

    boolean isSilentSince(long time) {
        return awaiting && sentAt - time < 0;
    }

    boolean isDue(long now) {
        return !awaiting && retryAt - now <= 0;
    }

    /** Whether its time is up: a little sooner when it is certain that no copy is stored. */
    boolean isExpired(long now) {
        boolean refused = sends > 0 && sendsInDoubt == 0;
        return deadline - (refused ? LAST_CALL : 0) - now <= 0;
    }

    /** No answer came, and nobody said why. */
    void silence() {
        silence("");
    }

    /** No answer to expect any more, and no saying what became of it. */
    void silence(String why) {
        awaiting = false;
        trouble = why;
    }

    /** An answer that leaves it open; it is sent again at the given time. */
    void troubled(PublishAnswer answer, long nextTry) {
        awaiting = false;
        trouble = answer.words();
        retryAt = nextTry;
        if (answer.outcome() == PublishOutcome.NO_RESPONDERS && sendsInDoubt > 0) {
            sendsInDoubt--;
        }
    }

    int sends() {
        return sends;
    }

    /** Whether a copy may be stored of which we do not know, apart from the one that was just answered. */
    boolean isInDoubtBeside() {
        return sendsInDoubt > 1;
    }

    /** What to say of an answer. */
    String words(PublishAnswer answer) {
        return subject + ": " + answer.words();
    }

    /** What to say when no answer can be received. */
    ForestException unanswerable(String said) {
        return sendsInDoubt > 0
                ? new UnknownOutcomeException(subject + ": " + said)
                : new StorageUnavailableException(subject + " was not sent: " + said);
    }

    /** What to say when the time is up. */
    ForestException expired(boolean connected) {
        String last = trouble.isEmpty() ? "" : ": " + trouble;
        if (sendsInDoubt > 0) {
            return new UnknownOutcomeException(subject + ": no answer in time" + last);
        }
        return connected
                ? new StorageUnavailableException(subject + " was not stored" + last)
                : new SidecarUnavailableException(subject + " was not sent: there is no connection");
    }
}
