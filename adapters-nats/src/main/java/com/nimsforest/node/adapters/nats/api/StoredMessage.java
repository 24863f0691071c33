package com.nimsforest.node.adapters.nats.api;

import io.nats.client.Message;
import io.nats.client.impl.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A message as a stream keeps it, however it was read; headers by their last value. */
public record StoredMessage(String subject, long sequence, Instant time, Map<String, String> headers, byte[] data) {
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** One that was delivered. */
    public static StoredMessage of(Message message) {
        Map<String, String> headers = new HashMap<>();
        Headers present = message.getHeaders();
        if (present != null) {
            present.keySet().forEach(name -> headers.put(name, String.valueOf(present.getLast(name))));
        }
        return new StoredMessage(
                message.getSubject(),
                message.metaData().streamSequence(),
                message.metaData().timestamp().toInstant(),
                headers,
                message.getData());
    }

    /** The last one of a subject, from the leader of the stream; empty when there is none. */
    public static CompletableFuture<Optional<StoredMessage>> last(JetStreamApi api, String stream, String subject) {
        return get(api, stream, JetStreamApi.object().put("last_by_subj", subject));
    }

    /** The one with the sequence; empty when there is none. */
    public static CompletableFuture<Optional<StoredMessage>> at(JetStreamApi api, String stream, long sequence) {
        return get(api, stream, JetStreamApi.object().put("seq", sequence));
    }

    /** The first one from the sequence on whose subject the filter matches; empty when there is none. */
    public static CompletableFuture<Optional<StoredMessage>> next(
            JetStreamApi api, String stream, long sequence, String filter) {
        return get(api, stream, JetStreamApi.object().put("seq", sequence).put("next_by_subj", filter));
    }

    private static CompletableFuture<Optional<StoredMessage>> get(JetStreamApi api, String stream, ObjectNode which) {
        return JetStreamApi.emptyIf(
                api.call("STREAM.MSG.GET." + stream, which).thenApply(reply -> read(reply.path("message"))),
                refusal -> refusal.is(JetStreamErrorCode.NO_MESSAGE_FOUND));
    }

    /** Removes the one with the sequence, without overwriting its bytes; whether it was there. */
    public static CompletableFuture<Boolean> remove(JetStreamApi api, String stream, long sequence) {
        ObjectNode which = JetStreamApi.object().put("seq", sequence).put("no_erase", true);
        return JetStreamApi.emptyIf(
                        api.call("STREAM.MSG.DELETE." + stream, which),
                        refusal -> refusal.is(JetStreamErrorCode.SEQUENCE_NOT_FOUND)
                                || refusal.is(JetStreamErrorCode.STREAM_MSG_DELETE_FAILED))
                .thenApply(Optional::isPresent);
    }

    private static StoredMessage read(JsonNode message) {
        try {
            return new StoredMessage(
                    message.path("subject").asString(),
                    message.path("seq").asLong(),
                    Instant.parse(message.path("time").asString()),
                    parsed(message.path("hdrs").asString("")),
                    Base64.getDecoder().decode(message.path("data").asString("")));
        } catch (DateTimeParseException | IllegalArgumentException odd) {
            throw ApiRequestException.unreadable("the answer holds no message: " + odd.getMessage());
        }
    }

    private static Map<String, String> parsed(String base64) {
        Map<String, String> headers = new HashMap<>();
        String text = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        for (String line : List.of(text.split("\r\n"))) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(line.substring(0, colon), line.substring(colon + 1).trim());
            }
        }
        return headers;
    }
}
