package com.nimsforest.node.adapters.nats.twin;

import com.nimsforest.node.adapters.nats.api.NatsFailures;
import io.nats.client.Connection;
import io.nats.client.ConsumeOptions;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import io.nats.client.MessageConsumer;
import io.nats.client.api.ConsumerConfiguration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * River to soil by the client library: each message is stored in the next stream under an id derived from its own, the
 * write of the soil depends on the revision that was read, and each acknowledgement is a request that is answered. Nothing
 * waits one by one. What fails is not repeated, as the forest would, so a measure that sees a failure never ends well.
 */
public final class BareClientPipeline implements AutoCloseable {
    private static final String NAME = "bench";
    private static final int WINDOW = 512;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final byte[] ACK = "+ACK".getBytes(StandardCharsets.US_ASCII);

    private final Connection connection;
    private final JetStream jetStream;
    private final List<MessageConsumer> consumers = new ArrayList<>();

    private BareClientPipeline(Connection connection) throws IOException {
        this.connection = connection;
        this.jetStream = connection.jetStream();
    }

    static BareClientPipeline open(Connection connection) {
        try {
            BareClientPipeline path = new BareClientPipeline(connection);
            for (String stream : List.of(BareClientStreams.HUMUS, BareClientStreams.LEAVES, BareClientStreams.RIVER)) {
                path.makeConsumer(stream);
            }
            path.consume(BareClientStreams.HUMUS, path::bury);
            path.consume(BareClientStreams.LEAVES, message -> path.store(BareClientMessages.compostOf(message)));
            path.consume(BareClientStreams.RIVER, message -> path.store(BareClientMessages.leafOf(message)));
            return path;
        } catch (IOException | JetStreamApiException failure) {
            throw NatsFailures.unavailable("the consumers of the scratch streams", failure);
        }
    }

    /** Its leader is chosen before anything is asked for: a leader that goes takes the requests that wait with it. */
    private void makeConsumer(String stream) throws IOException, JetStreamApiException {
        ConsumerConfiguration durable = ConsumerConfiguration.builder()
                .durable(NAME)
                .ackWait(Duration.ofSeconds(30))
                .maxAckPending(2 * WINDOW)
                .build();
        connection.jetStreamManagement().addOrUpdateConsumer(stream, durable);
        new BareClientLeaders(connection).take(stream);
    }

    private void consume(String stream, Function<Message, CompletableFuture<?>> work)
            throws IOException, JetStreamApiException {
        ConsumeOptions options = ConsumeOptions.builder().batchSize(WINDOW).build();
        consumers.add(connection
                .getStreamContext(stream)
                .getConsumerContext(NAME)
                .consume(
                        options,
                        message -> work.apply(message)
                                .thenCompose(
                                        stored -> connection.requestWithTimeout(message.getReplyTo(), ACK, TIMEOUT))));
    }

    private CompletableFuture<?> store(Message message) {
        return jetStream.publishAsync(message);
    }

    private CompletableFuture<?> bury(Message message) {
        String subject = BareClientMessages.soilSubject(message);
        return BareClientApi.askAsync(
                        connection,
                        "STREAM.MSG.GET." + BareClientStreams.SOIL,
                        "{\"last_by_subj\":\"" + subject + "\"}")
                .thenCompose(last -> store(BareClientMessages.soilOf(
                        message, last.at("/message/seq").asLong(0))));
    }

    @Override
    public void close() {
        consumers.forEach(MessageConsumer::stop);
    }
}
