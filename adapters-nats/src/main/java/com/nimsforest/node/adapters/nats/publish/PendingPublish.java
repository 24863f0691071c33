package com.nimsforest.node.adapters.nats.publish;

import com.nimsforest.node.adapters.nats.api.PublishOutcome;
import com.nimsforest.node.domain.message.PublishReceipt;
import com.nimsforest.node.ports.failure.ForestException;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import com.nimsforest.node.ports.failure.UnknownOutcomeException;
import io.nats.client.Connection;
import io.nats.client.impl.Headers;
import io.nats.client.support.NatsJetStreamConstants;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One message that is being published into a stream. Not thread-safe: for its queue. */
final class PendingPublish {
    private static final String ROOM_FOR_STATUS = "NATS/1.0\r\n\r\n";
    /** No repeat is sent later than this before the deadline: without time for an answer it would make a certain outcome unknown. */
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
    private boolean together;
    private long sentAt;
    private long retryAt;
    private String lastError = "";

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

    /** Messages with the same key are in flight one at a time. */
    Optional<String> orderKey() {
        return orderKey;
    }

    CompletableFuture<PublishReceipt> stored() {
        return stored;
    }

    Headers headers() {
        return headers;
    }

    /** By which the servers drop a repeat; empty when it has none. */
    String id() {
        String id = headers.getFirst(NatsJetStreamConstants.MSG_ID_HDR);
        return id == null ? "" : id;
    }

    /** In bytes, as the server counts it against max_payload. */
    long size() {
        return body.length + headerSize(headers);
    }

    static long headerSize(Headers headers) {
        return headers.isEmpty() ? 0 : headers.serializedLength() + ROOM_FOR_STATUS.length();
    }

    /** Publishes it; throws what the client throws. */
    void send(Connection connection, String reply, long now) {
        sendWith(connection, reply, headers);
        sent(now, false);
    }

    /** Publishes it as a part of a batch, which changes nothing before the batch is complete. */
    void sendWith(Connection connection, @Nullable String reply, Headers batched) {
        connection.publish(subject, reply, batched, body);
    }

    /** The batch that it is in is complete. */
    void sentTogether(long now) {
        sent(now, true);
    }

    private void sent(long now, boolean inBatch) {
        sends++;
        sendsInDoubt++;
        awaiting = true;
        together = inBatch;
        sentAt = now;
        retryAt = now;
    }

    /** Whether it awaits the answer to its batch, and none of its own. */
    boolean awaitsBatch() {
        return awaiting && together;
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

    /** Whether the deadline has passed, or is too near for a repeat while it is certain that nothing is stored. */
    boolean isExpired(long now) {
        boolean refused = sends > 0 && sendsInDoubt == 0;
        return deadline - (refused ? LAST_CALL : 0) - now <= 0;
    }

    /** No answer came within the timeout. */
    void silence() {
        silence("");
    }

    /** No answer can come any more; the outcome is unknown. */
    void silence(String why) {
        awaiting = false;
        lastError = why;
    }

    /** It is complete. */
    void settle() {
        awaiting = false;
    }

    /** None of its batch was stored, or it is in doubt: it is sent again alone, at once. */
    void refusedTogether(PublishAnswer answer, long now) {
        troubled(answer, now);
        if (answer.outcome().isDefinite() && answer.outcome() != PublishOutcome.NO_RESPONDERS) {
            sendsInDoubt--;
        }
    }

    /** An answer that is not final; the message is repeated at the given time. */
    void troubled(PublishAnswer answer, long nextTry) {
        awaiting = false;
        lastError = answer.description();
        retryAt = nextTry;
        if (answer.outcome() == PublishOutcome.NO_RESPONDERS && sendsInDoubt > 0) {
            sendsInDoubt--;
        }
    }

    int sends() {
        return sends;
    }

    /** Whether an earlier send, apart from the one that was just answered, may have been stored. */
    boolean isInDoubtBeside() {
        return sendsInDoubt > 1;
    }

    /** The message for a failure by this answer. */
    String describe(PublishAnswer answer) {
        return subject + ": " + answer.description();
    }

    /** What to say when no answer can be received. */
    ForestException unanswerable(String said) {
        return sendsInDoubt > 0
                ? new UnknownOutcomeException(subject + ": " + said)
                : new StorageUnavailableException(subject + " was not sent: " + said);
    }

    /** The failure when the deadline has passed. */
    ForestException expired(boolean connected) {
        String last = lastError.isEmpty() ? "" : ": " + lastError;
        if (sendsInDoubt > 0) {
            return new UnknownOutcomeException(subject + ": no answer in time" + last);
        }
        return connected
                ? new StorageUnavailableException(subject + " was not stored" + last)
                : new SidecarUnavailableException(subject + " was not sent: there is no connection");
    }
}
