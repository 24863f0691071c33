package com.nimsforest.node.adapters.nats.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.adapters.nats.publish.SimulatedBatchStream.Mutant;
import com.nimsforest.node.domain.message.PublishReceipt;
import com.nimsforest.node.ports.driven.operations.NodeMetrics;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Batches and single messages in a random order of lost answers, lost connections, changes of leader and a full stream. */
@Timeout(120)
class AtomicBatchSimulationTest {
    private static final int MESSAGES = 200;
    private static final int KEYS = 5;

    private record Sent(String id, String key, PendingPublish message) {}

    private record Run(SimulatedBatchStream stream, List<Sent> sent) {
        /** What is wrong with what was stored and said; empty when nothing is. */
        List<String> wrong() {
            List<String> wrong = new ArrayList<>();
            if (new HashSet<>(stream.content).size() < stream.content.size()) {
                wrong.add("stored twice");
            }
            sent.forEach(one -> said(one).ifPresent(wrong::add));
            IntStream.range(0, KEYS).mapToObj(key -> "k" + key).forEach(key -> {
                List<String> asked = sent.stream()
                        .filter(one -> one.key().equals(key))
                        .map(Sent::id)
                        .filter(stream.content::contains)
                        .toList();
                if (!stream.content.stream()
                        .filter(asked::contains)
                        .distinct()
                        .toList()
                        .equals(asked)) {
                    wrong.add("another order of " + key);
                }
            });
            return wrong;
        }

        private Optional<String> said(Sent one) {
            if (!one.message().stored().isDone()) {
                return Optional.of(one.id() + " has no answer");
            }
            boolean isStored = stream.content.contains(one.id());
            return one.message()
                    .stored()
                    .handle((receipt, failure) -> {
                        if (failure == null) {
                            return isStored && at(receipt).equals(one.id())
                                    ? ""
                                    : one.id() + " is not where its receipt says: " + receipt;
                        }
                        boolean isCertain = failure instanceof StorageUnavailableException
                                || failure instanceof SidecarUnavailableException;
                        return isCertain && isStored ? one.id() + " is stored, but: " + failure : "";
                    })
                    .thenApply(text -> Optional.of(text).filter(some -> !some.isEmpty()))
                    .join();
        }

        private String at(PublishReceipt receipt) {
            return stream.content.get((int) receipt.sequence() - 1);
        }
    }

    @Test
    void nothingIsLostOrStoredTwiceOrSaidWrongly() {
        int batches = 0;
        for (int seed = 0; seed < 20; seed++) {
            Run run = run(seed, Mutant.NONE);
            assertThat(run.wrong()).as("seed %d", seed).isEmpty();
            batches += run.stream().batches;
        }
        assertThat(batches).isGreaterThan(20);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void aServerThatBreaksItsWordIsFoundOut(Mutant mutant) {
        assertThat(IntStream.range(0, 40))
                .anyMatch(seed -> !run(seed, mutant).wrong().isEmpty());
    }

    private static Run run(int seed, Mutant mutant) {
        Random random = new Random(seed);
        SimulatedBatchStream stream = new SimulatedBatchStream(random, mutant);
        StreamPublishQueue queue = new StreamPublishQueue(
                number -> "_INBOX." + number, Duration.ofMillis(2), Runnable::run, NodeMetrics.none());
        queue.allowBatches(true);
        queue.connected(stream.connect());
        List<Sent> sent = new ArrayList<>();
        while (sent.size() < MESSAGES || queue.isBusy()) {
            for (int more = random.nextInt(60); more > 0 && sent.size() < MESSAGES; more--) {
                sent.add(submit(queue, sent.size(), random));
            }
            stream.take(random.nextInt(80));
            disturb(stream, queue, random, sent.size() < MESSAGES);
            stream.answer(queue);
            queue.sweep();
        }
        return new Run(stream, sent);
    }

    private static void disturb(SimulatedBatchStream stream, StreamPublishQueue queue, Random random, boolean goesOn) {
        stream.isFull = goesOn && random.nextInt(20) == 0;
        switch (random.nextInt(60)) {
            case 0 -> stream.changeLeader();
            case 1, 2 -> stream.loseAnswers();
            case 3 -> queue.connected(stream.connect());
            default -> {}
        }
    }

    private static Sent submit(StreamPublishQueue queue, int number, Random random) {
        String id = "m" + number;
        String key = random.nextInt(3) == 0 ? "k" + random.nextInt(KEYS) : "";
        PendingPublish message = new PendingPublish(
                "humus.a",
                Optional.of(key).filter(given -> !given.isEmpty()),
                new Headers().put("Nats-Msg-Id", id),
                new byte[10],
                System.nanoTime() + Duration.ofSeconds(10).toNanos());
        queue.submit(message);
        return new Sent(id, key, message);
    }
}
