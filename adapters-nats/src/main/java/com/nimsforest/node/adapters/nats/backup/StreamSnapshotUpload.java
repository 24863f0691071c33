package com.nimsforest.node.adapters.nats.backup;

import com.nimsforest.node.adapters.nats.api.ApiAnswerWaiter;
import com.nimsforest.node.adapters.nats.api.ApiRequestException;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.ports.execution.BoundedPolling;
import com.nimsforest.node.ports.failure.FileFailureText;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import io.nats.client.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * Restores one stream from a file: chunk by chunk as requests, which the server answers with nothing or an error; an empty one is
 * the end ({@code processStreamRestore} in jetstream_api.go of nats-server 2.15.3). For one thread.
 */
final class StreamSnapshotUpload {
    private static final int CHUNK_BYTES = 128 * 1024;
    private static final Duration CHUNK = Duration.ofSeconds(30);
    /** The servers write the whole stream before they answer the last request. */
    private static final Duration END = Duration.ofMinutes(10);
    /**
     * In a mesh the answer of the server that restores can arrive before its subscription is known to the local server: then the
     * first chunk meets no responders. The server waits 5 s for a chunk ({@code activityInterval}).
     */
    private static final Duration INTEREST = Duration.ofSeconds(5);

    private final JetStreamApi api;
    private final String stream;

    StreamSnapshotUpload(JetStreamApi api, String stream) {
        this.api = api;
        this.stream = stream;
    }

    /**
     * @param request {@code config} and {@code state} of the stream
     * @param progress hears how many bytes were sent so far
     */
    void from(Path file, ObjectNode request, LongConsumer progress) {
        String what = "restore of " + stream;
        String target = ApiAnswerWaiter.read(what, api.call("STREAM.RESTORE." + stream, request, CHUNK))
                .path("deliver_subject")
                .asString("");
        try (InputStream in = Files.newInputStream(file)) {
            long sent = 0;
            for (byte[] chunk = in.readNBytes(CHUNK_BYTES); chunk.length > 0; chunk = in.readNBytes(CHUNK_BYTES)) {
                send(target, chunk, CHUNK);
                sent += chunk.length;
                progress.accept(sent);
            }
            send(target, new byte[0], END);
        } catch (IOException failure) {
            throw new StorageUnavailableException(file + " cannot be read: " + FileFailureText.of(failure), failure);
        }
    }

    private void send(String target, byte[] chunk, Duration atMost) {
        Message answer = ApiAnswerWaiter.read("restore of " + stream, requestUntilHeard(target, chunk, atMost));
        String text = new String(answer.getData(), StandardCharsets.UTF_8);
        if (text.contains("\"error\"")) {
            String said = JetStreamApi.JSON
                    .readTree(text)
                    .path("error")
                    .path("description")
                    .asString(text);
            throw new StorageUnavailableException("restore of " + stream + ": the server says: " + said);
        }
    }

    /** No server received a chunk that met no responders, so that it can be sent again. */
    private CompletableFuture<Message> requestUntilHeard(String target, byte[] chunk, Duration atMost) {
        return BoundedPolling.poll(
                INTEREST, () -> api.request(target, null, chunk, atMost), answer -> !metNoResponders(answer));
    }

    private static boolean metNoResponders(CompletableFuture<Message> answer) {
        return answer.handle((message, failure) -> failure != null && ApiRequestException.isNoResponders(failure))
                .join();
    }
}
