package com.nimsforest.node.adapters.nats.jetstream;

import com.nimsforest.node.domain.message.Receipt;
import com.nimsforest.node.ports.driven.Instruments;
import com.nimsforest.node.ports.driven.Instruments.Count;
import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import io.nats.client.impl.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts messages into the dead letters. Any thread; never blocks. */
final class DeadLetterBox {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterBox.class);

    private final JetStreamApi api;
    private final Publisher publisher;
    private final Duration budget;
    private final Instruments instruments;
    private final Summary summary = new Summary(LOG, "dead letters");

    DeadLetterBox(JetStreamApi api, Publisher publisher, Duration budget, Instruments instruments) {
        this.api = api;
        this.publisher = publisher;
        this.budget = budget;
        this.instruments = instruments;
    }

    /** Keeps the message as it came, with its origin and the reason; the stage completes once it is certain. */
    CompletionStage<Receipt> put(Item item, String stream, String consumer, String reason) {
        Headers headers = LetterHeaders.of(item, stream, consumer, reason);
        try {
            byte[] body = fitting(item.message().getData(), headers);
            return publisher
                    .publish(StreamLayout.DEADLETTER_PREFIX + stream + "." + consumer, headers, body, budget)
                    .thenApply(receipt -> counted(receipt, item, stream, consumer, reason));
        } catch (SidecarUnavailableException | RejectedInputException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    void tick() {
        summary.tick();
    }

    private Receipt counted(Receipt receipt, Item item, String stream, String consumer, String reason) {
        if (!receipt.duplicate()) {
            instruments.add(Count.DEAD_LETTERS);
            summary.warn(
                    "dead letter: number={} stream={} consumer={} subject={} sequence={} reason={}",
                    receipt.sequence(),
                    stream,
                    consumer,
                    item.message().getSubject(),
                    item.key.sequence(),
                    reason);
        }
        return receipt;
    }

    /** A message may be as large as the server takes, and its letter has more headers: then it is packed, or cut. */
    private byte[] fitting(byte[] body, Headers headers) {
        long most = api.connection().getMaxPayload() - headers.serializedLength() - 64;
        if (most < 0 || body.length <= most) {
            return body;
        }
        byte[] packed = packed(body);
        if (packed.length <= most) {
            LetterHeaders.put(headers, LetterHeaders.ENCODING, "gzip");
            return packed;
        }
        LetterHeaders.put(headers, LetterHeaders.CUT, Integer.toString(body.length));
        return Arrays.copyOf(body, (int) most);
    }

    private static byte[] packed(byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(bytes)) {
            packing.write(body);
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
        return bytes.toByteArray();
    }
}
