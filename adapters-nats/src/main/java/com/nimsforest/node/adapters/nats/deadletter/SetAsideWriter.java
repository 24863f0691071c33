package com.nimsforest.node.adapters.nats.deadletter;

import com.nimsforest.node.adapters.nats.api.InFlightMessage;
import com.nimsforest.node.adapters.nats.api.StoredMessage;
import com.nimsforest.node.adapters.nats.publish.StreamPublisher;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.river.RiverPosition;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.failure.CompletionFailures;
import com.nimsforest.node.ports.failure.ForestException;
import com.nimsforest.node.ports.failure.StaleRevisionException;
import io.nats.client.impl.Headers;
import io.nats.client.support.NatsJetStreamConstants;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Stores river messages outside of the river, each once for each tree or once for want of one: a second attempt finds the
 * subject taken. Any thread; never blocks.
 */
public final class SetAsideWriter {
    private final StreamPublisher publisher;
    private final Duration budget;

    public SetAsideWriter(StreamPublisher publisher, Duration budget) {
        this.publisher = publisher;
        this.budget = budget;
    }

    /** Completes once it is certain that the message is stored for all the trees; without trees, once for want of one. */
    public CompletableFuture<Void> put(InFlightMessage item, String stream, Collection<Token> trees) {
        RiverPosition position = item.riverPosition(stream).orElseThrow();
        Headers headers = new Headers();
        DeadLetterHeaders.copyOriginal(item.message().getHeaders(), headers);
        describe(headers, item.message().getSubject(), position, item.id(stream));
        return put(
                new Entry(
                        item.message().getSubject(),
                        position,
                        headers,
                        item.message().getData()),
                trees);
    }

    /** The same for a message of the river that no consumer takes. */
    public CompletableFuture<Void> putUnknown(StoredMessage message, String stream, long identity) {
        RiverPosition position = message.header(InFlightMessage.POSITION)
                .flatMap(RiverPosition::parse)
                .orElse(new RiverPosition(identity, message.sequence()));
        Headers original = new Headers();
        message.headers().forEach(original::add);
        Headers headers = new Headers();
        DeadLetterHeaders.copyOriginal(original, headers);
        MessageId own = new MessageId(stream + ":" + position);
        MessageId id = message.header(InFlightMessage.ID)
                .or(() -> message.header(NatsJetStreamConstants.MSG_ID_HDR))
                .filter(given -> !given.isBlank() && given.chars().noneMatch(Character::isISOControl))
                .map(MessageId::new)
                .orElse(own);
        describe(headers, message.subject(), position, id);
        return put(new Entry(message.subject(), position, headers, message.data()), List.of());
    }

    /** What was set aside for want of a tree, or became a dead letter, for these trees. */
    public CompletableFuture<Void> assign(StoredMessage message, byte[] body, Collection<Token> trees) {
        RiverPosition position = message.header(InFlightMessage.POSITION)
                .flatMap(RiverPosition::parse)
                .orElseThrow();
        String subject = message.header(InFlightMessage.SUBJECT).orElseThrow();
        Headers headers = DeadLetterHeaders.original(message.headers());
        MessageId id = new MessageId(message.header(InFlightMessage.ID).orElseThrow());
        describe(headers, subject, position, id);
        return put(new Entry(subject, position, headers, body), trees);
    }

    private record Entry(String riverSubject, RiverPosition position, Headers headers, byte[] body) {}

    private static void describe(Headers headers, String subject, RiverPosition position, MessageId id) {
        DeadLetterHeaders.put(headers, InFlightMessage.SUBJECT, subject);
        DeadLetterHeaders.put(headers, InFlightMessage.POSITION, position.toString());
        DeadLetterHeaders.put(headers, InFlightMessage.ID, id.value());
        headers.put(NatsJetStreamConstants.EXPECTED_LAST_SUB_SEQ_HDR, "0");
    }

    private CompletableFuture<Void> put(Entry entry, Collection<Token> trees) {
        if (trees.isEmpty()) {
            return store(
                    SetAsideSubject.unknown(entry.riverSubject(), entry.position()), entry.headers(), entry.body());
        }
        List<CompletableFuture<Void>> stored =
                trees.stream().map(tree -> put(entry, tree)).toList();
        return CompletableFuture.allOf(stored.toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<Void> put(Entry entry, Token tree) {
        Headers headers = new Headers(entry.headers()).put(InFlightMessage.TREES, tree.value());
        return store(SetAsideSubject.forTree(tree, entry.position()), headers, entry.body());
    }

    private CompletableFuture<Void> store(String subject, Headers headers, byte[] body) {
        try {
            return publisher
                    .publish(subject, headers, body, budget)
                    .<Void>thenApply(receipt -> null)
                    .exceptionally(SetAsideWriter::ignoreIfStored)
                    .toCompletableFuture();
        } catch (ForestException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private static Void ignoreIfStored(Throwable failure) {
        Throwable cause = CompletionFailures.cause(failure);
        if (cause instanceof StaleRevisionException) {
            return null;
        }
        throw new CompletionException(cause);
    }
}
