package com.nimsforest.node.adapters.nats.deadletter;

import com.nimsforest.node.adapters.nats.api.ApiAnswerWaiter;
import com.nimsforest.node.adapters.nats.api.ForestStreamLayout;
import com.nimsforest.node.adapters.nats.api.InFlightMessage;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.api.StoredMessage;
import com.nimsforest.node.adapters.nats.api.StreamInfo;
import com.nimsforest.node.adapters.nats.publish.StreamPublisher;
import com.nimsforest.node.domain.payload.RawPayload;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.DeadLetter;
import com.nimsforest.node.ports.driven.DeadLetters;
import com.nimsforest.node.ports.failure.RejectedInputException;
import io.nats.client.impl.Headers;
import io.nats.client.support.NatsJetStreamConstants;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import java.util.zip.GZIPInputStream;

/** What could not be processed: the stream {@code DEADLETTER}. */
public final class NatsDeadLetters implements DeadLetters {
    private static final int AT_ONCE = 256;

    private final JetStreamApi api;
    private final StreamPublisher publisher;
    private final Duration budget;
    private final SetAsideWriter setAside;

    public NatsDeadLetters(JetStreamApi api, StreamPublisher publisher, Duration budget) {
        this.api = api;
        this.publisher = publisher;
        this.budget = budget;
        this.setAside = new SetAsideWriter(publisher, budget);
    }

    @Override
    public List<DeadLetter> list(long from, int most) {
        StreamInfo info = ApiAnswerWaiter.read("dead letters", StreamInfo.get(api, ForestStreamLayout.DEADLETTER));
        long next = Math.max(from, info.firstReadable());
        long last = info.lastSequence();
        List<DeadLetter> deadLetters = new ArrayList<>();
        while (next <= last && deadLetters.size() < most) {
            long end = Math.min(last, next + AT_ONCE - 1);
            deadLetters.addAll(range(next, end));
            next = end + 1;
        }
        return List.copyOf(deadLetters.subList(0, Math.min(most, deadLetters.size())));
    }

    private List<DeadLetter> range(long from, long to) {
        List<CompletableFuture<Optional<StoredMessage>>> answers = LongStream.rangeClosed(from, to)
                .mapToObj(number -> StoredMessage.at(api, ForestStreamLayout.DEADLETTER, number))
                .toList();
        return answers.stream()
                .flatMap(answer -> ApiAnswerWaiter.read("dead letters", answer).stream())
                .map(NatsDeadLetters::deadLetter)
                .toList();
    }

    @Override
    public Optional<DeadLetter> find(long number) {
        return stored(number).map(NatsDeadLetters::deadLetter);
    }

    @Override
    public boolean retry(long number) {
        Optional<StoredMessage> found = stored(number);
        if (found.isEmpty()) {
            return false;
        }
        StoredMessage deadLetter = found.get();
        if (deadLetter.header(DeadLetterHeaders.CUT).isPresent()) {
            throw new RejectedInputException("dead letter " + number + " was too large to be kept whole: it had "
                    + deadLetter.headers().get(DeadLetterHeaders.CUT) + " bytes");
        }
        ApiAnswerWaiter.read("dead letter " + number, putBack(deadLetter));
        drop(number);
        return true;
    }

    @Override
    public boolean drop(long number) {
        return stored(number).isPresent()
                && ApiAnswerWaiter.read(
                        "dead letter " + number, StoredMessage.remove(api, ForestStreamLayout.DEADLETTER, number));
    }

    private Optional<StoredMessage> stored(long number) {
        if (number < 1) {
            return Optional.empty();
        }
        return ApiAnswerWaiter.read(
                "dead letter " + number, StoredMessage.at(api, ForestStreamLayout.DEADLETTER, number));
    }

    /** What certain trees could not work on goes to these trees; anything else to the consumer that could not. */
    private CompletableFuture<?> putBack(StoredMessage deadLetter) {
        List<Token> trees = deadLetter.header(InFlightMessage.TREES).stream()
                .flatMap(names -> Arrays.stream(names.split(",")))
                .map(Token::of)
                .toList();
        return trees.isEmpty()
                ? publisher
                        .publish(
                                deadLetter.header(DeadLetterHeaders.SUBJECT).orElse(""),
                                headers(deadLetter),
                                body(deadLetter),
                                budget)
                        .toCompletableFuture()
                : setAside.assign(deadLetter, body(deadLetter), trees);
    }

    /** An id of its own, since that of the message may still be known as a duplicate; the letter's, so that twice is once. */
    private static Headers headers(StoredMessage deadLetter) {
        Headers headers = DeadLetterHeaders.original(deadLetter.headers());
        deadLetter.header(InFlightMessage.ID).ifPresent(id -> headers.put(InFlightMessage.ID, id));
        deadLetter
                .header(InFlightMessage.POSITION)
                .ifPresent(position -> headers.put(InFlightMessage.POSITION, position));
        deadLetter.header(DeadLetterHeaders.CONSUMER).ifPresent(consumer -> headers.put(InFlightMessage.FOR, consumer));
        deadLetter
                .header(DeadLetterHeaders.STREAM)
                .ifPresent(stream -> headers.put(NatsJetStreamConstants.EXPECTED_STREAM_HDR, stream));
        return headers.put(
                NatsJetStreamConstants.MSG_ID_HDR, "again/" + deadLetter.sequence() + "/" + deadLetter.time());
    }

    private static DeadLetter deadLetter(StoredMessage message) {
        return new DeadLetter(
                message.sequence(),
                message.time(),
                message.header(DeadLetterHeaders.STREAM).orElse(""),
                message.header(DeadLetterHeaders.CONSUMER).orElse(""),
                message.header(DeadLetterHeaders.SUBJECT).orElse(message.subject()),
                message.header(DeadLetterHeaders.SEQUENCE)
                        .map(NatsDeadLetters::number)
                        .orElse(0L),
                message.header(DeadLetterHeaders.REASON).orElse(""),
                message.header(DeadLetterHeaders.STACK_TRACE)
                        .map(DeadLetterHeaders::trace)
                        .orElse(""),
                RawPayload.of(body(message)));
    }

    private static long number(String text) {
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    private static byte[] body(StoredMessage deadLetter) {
        if (!deadLetter.header(DeadLetterHeaders.ENCODING).equals(Optional.of("gzip"))) {
            return deadLetter.data();
        }
        try (GZIPInputStream packed = new GZIPInputStream(new ByteArrayInputStream(deadLetter.data()))) {
            return packed.readAllBytes();
        } catch (IOException broken) {
            return deadLetter.data();
        }
    }
}
