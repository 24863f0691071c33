package com.nimsforest.node.adapters.nats.deadletter;

import com.nimsforest.node.adapters.nats.api.ForestStreamLayout;
import com.nimsforest.node.adapters.nats.api.InFlightMessage;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.api.StoredMessage;
import com.nimsforest.node.adapters.nats.publish.StreamPublisher;
import com.nimsforest.node.domain.message.PublishReceipt;
import com.nimsforest.node.domain.river.RiverPosition;
import com.nimsforest.node.ports.driven.Verdict;
import com.nimsforest.node.ports.driven.operations.NodeMetrics;
import com.nimsforest.node.ports.driven.operations.NodeMetrics.Count;
import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import io.nats.client.impl.Headers;
import io.nats.client.support.NatsJetStreamConstants;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts messages into the dead letters. Any thread; never blocks. */
public final class DeadLetterWriter {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterWriter.class);

    private final JetStreamApi api;
    private final StreamPublisher publisher;
    private final Duration budget;
    private final NodeMetrics instruments;

    public DeadLetterWriter(JetStreamApi api, StreamPublisher publisher, Duration budget, NodeMetrics instruments) {
        this.api = api;
        this.publisher = publisher;
        this.budget = budget;
        this.instruments = instruments;
    }

    /** Keeps the message as it came, with its origin and the reason; the stage completes once it is certain. */
    public CompletionStage<PublishReceipt> put(InFlightMessage item, String stream, String consumer, Verdict verdict) {
        DeadLetterOrigin origin = DeadLetterOrigin.of(item, stream, consumer, verdict);
        Headers headers = DeadLetterHeaders.of(item, origin, verdict);
        return put(origin, headers, item.message().getData(), verdict.reason());
    }

    /** Keeps a message that was set aside for want of a tree, as {@link #put(InFlightMessage, String, String, Verdict)}. */
    public CompletionStage<PublishReceipt> putUnknown(StoredMessage setAside, String reason) {
        Headers headers = new Headers();
        setAside.headers().forEach((name, value) -> {
            if (!name.startsWith("Nats-")) {
                DeadLetterHeaders.put(headers, name, value);
            }
        });
        RiverPosition position = setAside.header(InFlightMessage.POSITION)
                .flatMap(RiverPosition::parse)
                .orElse(new RiverPosition(0, 0));
        DeadLetterOrigin origin = new DeadLetterOrigin(
                ForestStreamLayout.RIVER,
                DeadLetterOrigin.TREES_CONSUMER,
                setAside.header(InFlightMessage.SUBJECT).orElse(""),
                position.sequence(),
                Optional.of(position),
                "",
                "deadletter/unknown/" + position + "/" + setAside.sequence());
        DeadLetterHeaders.put(headers, DeadLetterHeaders.STREAM, origin.stream());
        DeadLetterHeaders.put(headers, DeadLetterHeaders.CONSUMER, origin.consumer());
        DeadLetterHeaders.put(headers, DeadLetterHeaders.SEQUENCE, Long.toString(origin.sequence()));
        DeadLetterHeaders.put(headers, DeadLetterHeaders.REASON, reason);
        DeadLetterHeaders.put(headers, NatsJetStreamConstants.MSG_ID_HDR, origin.messageId());
        return put(origin, headers, setAside.data(), reason);
    }

    private CompletionStage<PublishReceipt> put(DeadLetterOrigin origin, Headers headers, byte[] data, String reason) {
        try {
            byte[] body = fitting(data, headers);
            String subject = ForestStreamLayout.DEADLETTER_PREFIX + origin.stream() + "." + origin.consumer();
            return publisher
                    .publish(subject, headers, body, budget)
                    .thenApply(receipt -> counted(receipt, origin, reason));
        } catch (SidecarUnavailableException | RejectedInputException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private PublishReceipt counted(PublishReceipt receipt, DeadLetterOrigin origin, String reason) {
        if (!receipt.duplicate()) {
            instruments.add(Count.DEAD_LETTERS);
            LOG.warn(
                    "dead letter: number={} stream={} consumer={} subject={} sequence={} reason={}",
                    receipt.sequence(),
                    origin.stream(),
                    origin.consumer(),
                    origin.subject(),
                    origin.sequence(),
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
            DeadLetterHeaders.put(headers, DeadLetterHeaders.ENCODING, "gzip");
            return packed;
        }
        DeadLetterHeaders.put(headers, DeadLetterHeaders.CUT, Integer.toString(body.length));
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
