package com.nimsforest.node.adapters.nats.api;

import com.nimsforest.node.adapters.nats.connection.PermissionViolation;
import com.nimsforest.node.adapters.nats.connection.PermissionViolations;
import com.nimsforest.node.ports.failure.CompletionFailures;
import com.nimsforest.node.ports.failure.ForestException;
import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import io.nats.client.Connection;
import io.nats.client.JetStreamStatusException;
import io.nats.client.KeyValue;
import io.nats.client.KeyValueOptions;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests to the servers that never block. The API's own JSON rather than the client's classes, since what is read,
 * changed and written back (a stream's configuration) must not lose fields that the client has never heard of. Any thread.
 */
public final class JetStreamApi {
    public static final JsonMapper JSON = new JsonMapper();
    private static final byte[] NOTHING = new byte[0];

    private final Supplier<Connection> connection;
    private final String prefix;
    private final Duration timeout;
    private final PendingRequests pending;

    /** In the domain of the server that the connection leads to. */
    public JetStreamApi(Supplier<Connection> connection, Duration timeout) {
        this(
                connection,
                "$JS.API.",
                timeout,
                new PendingRequests(new PermissionViolations("_INBOX", Clock.systemUTC())));
    }

    /**
     * @param connection the live one; throws {@code SidecarUnavailableException} when there is none
     * @param prefix what the subjects of the API begin with, such as {@code $JS.API.}; another domain has its own
     */
    public JetStreamApi(
            Supplier<Connection> connection, String prefix, Duration timeout, PermissionViolations violations) {
        this(connection, prefix, timeout, new PendingRequests(violations));
    }

    private JetStreamApi(Supplier<Connection> connection, String prefix, Duration timeout, PendingRequests pending) {
        this.connection = connection;
        this.pending = pending;
        this.prefix = prefix;
        this.timeout = timeout;
    }

    public Connection connection() {
        return connection.get();
    }

    /** What the server said of acknowledgements, while it forbids them to this node; empty while it may send them. */
    public Optional<String> acknowledgementsForbidden() {
        return pending.acknowledgementsForbidden();
    }

    /** Tells the listener, which must not block, of each subject that the server forbids; the returned action ends it. */
    public Runnable onViolation(Consumer<PermissionViolation> listener) {
        return pending.onViolation(listener);
    }

    /** The same with another bound of each request. */
    public JetStreamApi within(Duration atMost) {
        return new JetStreamApi(connection, prefix, atMost, pending);
    }

    /** The subject of a request of the API, in the domain that is used. */
    public String subject(String operation) {
        return prefix + operation;
    }

    /**
     * The subject on which to publish into a bucket. Another domain is reached through its API alone, since the servers keep
     * {@code $KV.>} within a domain: {@code generateJSMappingTable} in jetstream_api.go of nats-server.
     */
    public String bucketSubject(String subject) {
        return prefix.equals("$JS.API.") ? subject : prefix + subject;
    }

    /** The client's own view of a bucket. */
    public KeyValue bucket(String name) throws IOException {
        KeyValueOptions options = KeyValueOptions.builder().jsPrefix(prefix).build();
        return connection.get().keyValue(name, options);
    }

    public static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** Asks the API {@code $JS.API.<operation>}; the stage fails with {@link ApiRequestException} or a connection failure. */
    public CompletableFuture<JsonNode> call(String operation, @Nullable ObjectNode body) {
        return call(operation, body, timeout);
    }

    /** The same, empty when there is no such stream, consumer or message. */
    public CompletableFuture<Optional<JsonNode>> find(String operation, @Nullable ObjectNode body) {
        return find(operation, body, timeout);
    }

    /** The same, for what the servers themselves wait for. */
    public CompletableFuture<Optional<JsonNode>> find(String operation, @Nullable ObjectNode body, Duration atMost) {
        return emptyIf(call(operation, body, atMost), refusal -> refusal.kind() == ApiErrorKind.MISSING);
    }

    /** The answer, empty when it is such a refusal. */
    static <T> CompletableFuture<Optional<T>> emptyIf(
            CompletableFuture<T> answer, Predicate<ApiRequestException> absent) {
        return answer.thenApply(Optional::of).exceptionally(failure -> {
            Throwable cause = CompletionFailures.cause(failure);
            if (cause instanceof ApiRequestException refused && absent.test(refused)) {
                return Optional.empty();
            }
            throw cause instanceof RuntimeException known ? known : new CompletionException(cause);
        });
    }

    /** The same as {@link #call(String, ObjectNode)}, for what the servers themselves wait for. */
    public CompletableFuture<JsonNode> call(String operation, @Nullable ObjectNode body, Duration atMost) {
        String subject = subject(operation);
        byte[] bytes = body == null ? NOTHING : JSON.writeValueAsBytes(body);
        return request(subject, null, bytes, atMost).thenApply(reply -> answer(subject, reply));
    }

    /** A publish to a stream as it is, with one try: the answer, or a failure as {@link #call}. */
    public CompletableFuture<JsonNode> publish(String subject, Headers headers, byte[] body) {
        return request(subject, headers, body, timeout).thenApply(reply -> answer(subject, reply));
    }

    public CompletableFuture<Message> request(String subject, @Nullable Headers headers, byte[] body, Duration atMost) {
        try {
            pending.requireAnswers();
            CompletableFuture<Message> reply = pending.add(subject);
            send(subject, headers, body, atMost, reply);
            return reply.orTimeout(atMost.toMillis(), TimeUnit.MILLISECONDS)
                    .handle((message, failure) -> heard(subject, message, failure));
        } catch (ApiRequestException forbidden) {
            return CompletableFuture.failedFuture(forbidden);
        }
    }

    private void send(
            String subject, @Nullable Headers headers, byte[] body, Duration atMost, CompletableFuture<Message> reply) {
        try {
            CompletableFuture<Message> sent = connection.get().requestWithTimeout(subject, headers, body, atMost);
            sent.whenComplete((message, failure) -> {
                if (failure == null) {
                    reply.complete(message);
                } else {
                    reply.completeExceptionally(failure);
                }
            });
        } catch (SidecarUnavailableException absent) {
            reply.completeExceptionally(absent);
        } catch (IllegalArgumentException wrong) {
            reply.completeExceptionally(new RejectedInputException(subject + ": " + wrong.getMessage(), wrong));
        } catch (IllegalStateException gone) {
            reply.completeExceptionally(new SidecarUnavailableException(subject + ": " + gone.getMessage(), gone));
        }
    }

    private static Message heard(String subject, @Nullable Message reply, @Nullable Throwable failure) {
        if (failure instanceof ApiRequestException || failure instanceof ForestException) {
            throw (RuntimeException) failure;
        }
        if (failure instanceof JetStreamStatusException) {
            throw ApiRequestException.noResponders(subject);
        }
        if (failure instanceof CancellationException) {
            throw ApiRequestException.cutOff(subject);
        }
        if (failure instanceof TimeoutException || reply == null) {
            throw ApiRequestException.noAnswer(subject);
        }
        if (reply.isStatusMessage()) {
            throw ApiRequestException.noResponders(subject);
        }
        return reply;
    }

    private static JsonNode answer(String subject, Message reply) {
        JsonNode json;
        try {
            json = JSON.readTree(reply.getData());
        } catch (JacksonException broken) {
            throw ApiRequestException.unreadable("the answer to " + subject + " is not JSON");
        }
        JsonNode error = json.path("error");
        if (error.isObject()) {
            throw ApiRequestException.refused(
                    error.path("err_code").asInt(0),
                    error.path("code").asInt(0),
                    error.path("description").asString("refused"));
        }
        return json;
    }
}
