package com.nimsforest.node.adapters.nats.twin;

import com.nimsforest.node.adapters.nats.api.NatsFailures;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import io.nats.client.Connection;
import io.nats.client.Message;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The requests of the JetStream API that the client has no call for, or none that does not block. Any thread. */
final class BareClientApi {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private BareClientApi() {}

    static CompletableFuture<JsonNode> askAsync(Connection connection, String operation, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return connection
                .requestWithTimeout("$JS.API." + operation, bytes, TIMEOUT)
                .thenApply(BareClientApi::read);
    }

    /** Waits for the answer; a refusal is a failure. */
    static JsonNode ask(Connection connection, String operation, String body) {
        try {
            JsonNode answer = askAsync(connection, operation, body).join();
            if (answer.has("error")) {
                throw new StorageUnavailableException(
                        operation + ": " + answer.at("/error/description").asString(""));
            }
            return answer;
        } catch (CompletionException failure) {
            throw NatsFailures.unavailable(operation, failure);
        }
    }

    private static JsonNode read(Message reply) {
        return JSON.readTree(reply.getData());
    }
}
