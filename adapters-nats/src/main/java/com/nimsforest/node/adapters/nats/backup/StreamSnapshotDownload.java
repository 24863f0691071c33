package com.nimsforest.node.adapters.nats.backup;

import com.nimsforest.node.adapters.nats.api.ApiAnswerWaiter;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.ports.failure.FileFailureText;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Subscription;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.time.Duration;
import java.util.function.LongConsumer;
import tools.jackson.databind.JsonNode;

/**
 * Reads the snapshot of one stream into a file. The leader sends it in chunks, each of which but the last is acknowledged at
 * its reply subject, whose last token counts them; an empty message with a status is the end ({@code streamSnapshot} in
 * jetstream_api.go of nats-server 2.15.3). For one thread.
 */
final class StreamSnapshotDownload {
    private static final int CHUNK_BYTES = 128 * 1024;
    /** What is under way at most, well within what the client keeps for a subscription. */
    private static final int WINDOW_BYTES = 4 * 1024 * 1024;

    private static final Duration CHECKED = Duration.ofMinutes(2);
    private static final Duration SILENCE = Duration.ofSeconds(30);

    /** What was written. */
    record Written(JsonNode answer, long bytes, String sha256) {}

    private final JetStreamApi api;
    private final String stream;
    private long bytes;
    private long chunks;

    StreamSnapshotDownload(JetStreamApi api, String stream) {
        this.api = api;
        this.stream = stream;
    }

    /** @param progress hears how many bytes there are so far */
    Written to(Path file, LongConsumer progress) {
        Connection connection = api.connection();
        String inbox = connection.createInbox();
        Subscription chunks = connection.subscribe(inbox);
        SnapshotChecksum checksum = new SnapshotChecksum();
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(file), checksum.digest())) {
            JsonNode answer = ApiAnswerWaiter.read(
                    "snapshot of " + stream,
                    api.call(
                            "STREAM.SNAPSHOT." + stream,
                            JetStreamApi.object()
                                    .put("deliver_subject", inbox)
                                    .put("chunk_size", CHUNK_BYTES)
                                    .put("window_size", WINDOW_BYTES)
                                    .put("jsck", true),
                            CHECKED));
            while (write(next(chunks), out, connection)) {
                progress.accept(bytes);
            }
            out.flush();
            return new Written(answer, bytes, checksum.text());
        } catch (IOException failure) {
            throw new StorageUnavailableException(file + " cannot be written: " + FileFailureText.of(failure), failure);
        } finally {
            chunks.unsubscribe();
        }
    }

    private Message next(Subscription subscription) {
        try {
            Message message = subscription.nextMessage(SILENCE);
            if (message == null) {
                throw failed("nothing came for " + SILENCE.toSeconds() + " s");
            }
            return message;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw failed("interrupted");
        } catch (IllegalStateException gone) {
            throw failed("the connection ended");
        }
    }

    /** Whether there is more to come. */
    private boolean write(Message message, OutputStream out, Connection connection) throws IOException {
        if (message.getData().length == 0) {
            boolean failure = message.isStatusMessage() && message.getStatus().getCode() >= 400;
            if (failure) {
                throw failed("the server says: " + message.getStatus().getMessage());
            }
            return false;
        }
        String reply = message.getReplyTo();
        if (reply != null && !reply.isEmpty()) {
            requireNext(reply);
            connection.publish(reply, new byte[0]);
        }
        out.write(message.getData());
        bytes += message.getData().length;
        return true;
    }

    /** A chunk that was lost leaves a hole that nothing else would show. */
    private void requireNext(String reply) {
        chunks++;
        if (!reply.endsWith("." + chunks)) {
            throw failed("a part of it was lost on its way");
        }
    }

    private StorageUnavailableException failed(String why) {
        return new StorageUnavailableException("snapshot of " + stream + ": " + why);
    }
}
