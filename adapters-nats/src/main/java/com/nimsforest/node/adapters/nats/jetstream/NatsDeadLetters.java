package com.nimsforest.node.adapters.nats.jetstream;

import com.nimsforest.node.domain.payload.RawPayload;
import com.nimsforest.node.ports.driven.DeadLetter;
import com.nimsforest.node.ports.driven.DeadLetters;
import com.nimsforest.node.ports.failure.RejectedInputException;
import io.nats.client.impl.Headers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;

/** What could not be processed: the stream {@code DEADLETTER}. */
final class NatsDeadLetters implements DeadLetters {
    private static final int AT_ONCE = 256;
    private static final int SEQUENCE_NOT_FOUND = 10043;
    private static final int DELETE_FAILED = 10057;
    private static final String EXPECTED_STREAM = "Nats-Expected-Stream";

    private final JetStreamApi api;
    private final Publisher publisher;
    private final Duration budget;

    NatsDeadLetters(JetStreamApi api, Publisher publisher, Duration budget) {
        this.api = api;
        this.publisher = publisher;
        this.budget = budget;
    }

    @Override
    public List<DeadLetter> list(long from, int most) {
        JsonNode state = Waiting.read("dead letters", api.call("STREAM.INFO." + StreamLayout.DEADLETTER, null))
                .path("state");
        long next = Math.max(Math.max(1, from), state.path("first_seq").asLong());
        long last = state.path("last_seq").asLong();
        List<DeadLetter> letters = new ArrayList<>();
        while (next <= last && letters.size() < most) {
            long end = Math.min(last, next + AT_ONCE - 1);
            letters.addAll(range(next, end));
            next = end + 1;
        }
        return List.copyOf(letters.subList(0, Math.min(most, letters.size())));
    }

    private List<DeadLetter> range(long from, long to) {
        List<CompletableFuture<Optional<StoredMessage>>> answers = LongStream.rangeClosed(from, to)
                .mapToObj(number -> StoredMessage.at(api, StreamLayout.DEADLETTER, number))
                .toList();
        return answers.stream()
                .flatMap(answer -> Waiting.read("dead letters", answer).stream())
                .map(NatsDeadLetters::letter)
                .toList();
    }

    @Override
    public Optional<DeadLetter> find(long number) {
        return stored(number).map(NatsDeadLetters::letter);
    }

    @Override
    public boolean retry(long number) {
        Optional<StoredMessage> found = stored(number);
        if (found.isEmpty()) {
            return false;
        }
        StoredMessage letter = found.get();
        if (letter.header(LetterHeaders.CUT).isPresent()) {
            throw new RejectedInputException("dead letter " + number + " was too large to be kept whole: it had "
                    + letter.headers().get(LetterHeaders.CUT) + " bytes");
        }
        String subject = letter.header(LetterHeaders.SUBJECT).orElse("");
        Waiting.read(
                "dead letter " + number,
                publisher
                        .publish(subject, putBack(letter), body(letter), budget)
                        .toCompletableFuture());
        drop(number);
        return true;
    }

    @Override
    public boolean drop(long number) {
        if (stored(number).isEmpty()) {
            return false;
        }
        return Waiting.read(
                "dead letter " + number,
                api.call(
                                "STREAM.MSG.DELETE." + StreamLayout.DEADLETTER,
                                JetStreamApi.object().put("seq", number).put("no_erase", true))
                        .handle((done, failure) -> {
                            if (failure == null) {
                                return true;
                            }
                            if (ApiFailure.unwrapped(failure) instanceof ApiFailure refusal
                                    && (refusal.is(SEQUENCE_NOT_FOUND) || refusal.is(DELETE_FAILED))) {
                                return false;
                            }
                            throw ApiFailure.ofRead("dead letter " + number, failure);
                        }));
    }

    private Optional<StoredMessage> stored(long number) {
        if (number < 1) {
            return Optional.empty();
        }
        return Waiting.read("dead letter " + number, StoredMessage.at(api, StreamLayout.DEADLETTER, number));
    }

    /** An id of its own, since that of the message may still be known as a duplicate; the letter's, so that twice is once. */
    private static Headers putBack(StoredMessage letter) {
        Headers headers = LetterHeaders.original(letter.headers());
        letter.header(Item.ID).ifPresent(id -> headers.put(Item.ID, id));
        letter.header(LetterHeaders.CONSUMER).ifPresent(consumer -> headers.put(Item.FOR, consumer));
        letter.header(LetterHeaders.STREAM).ifPresent(stream -> headers.put(EXPECTED_STREAM, stream));
        return headers.put(Item.MSG_ID, "again/" + letter.sequence() + "/" + letter.time());
    }

    private static DeadLetter letter(StoredMessage message) {
        return new DeadLetter(
                message.sequence(),
                message.time(),
                message.header(LetterHeaders.STREAM).orElse(""),
                message.header(LetterHeaders.CONSUMER).orElse(""),
                message.header(LetterHeaders.SUBJECT).orElse(message.subject()),
                message.header(LetterHeaders.SEQUENCE)
                        .map(NatsDeadLetters::number)
                        .orElse(0L),
                message.header(LetterHeaders.REASON).orElse(""),
                RawPayload.of(body(message)));
    }

    private static long number(String text) {
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    private static byte[] body(StoredMessage letter) {
        if (!letter.header(LetterHeaders.ENCODING).equals(Optional.of("gzip"))) {
            return letter.data();
        }
        try (GZIPInputStream packed = new GZIPInputStream(new ByteArrayInputStream(letter.data()))) {
            return packed.readAllBytes();
        } catch (IOException broken) {
            return letter.data();
        }
    }
}
