package com.nimsforest.node.adapters.nats.publish;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import com.nimsforest.node.adapters.nats.api.PublishOutcome;
import com.nimsforest.node.domain.message.PublishReceipt;
import io.nats.client.Connection;
import io.nats.client.impl.Headers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A stream in memory that takes single messages and atomic batches as nats-server does, and breaks off as servers and networks do. */
final class SimulatedBatchStream {
    /** What a server never does: each has to be found out. */
    enum Mutant {
        NONE,
        FORGETS_IDS,
        STORES_HALF_OF_WHAT_IT_REFUSES,
        MIXES_THE_ORDER_OF_A_BATCH,
        STORES_A_BATCH_IT_DID_NOT_ANSWER_TWICE
    }

    private record Frame(
            String id, @Nullable String reply, @Nullable String batch, int place, boolean commits) {}

    private record Answer(long number, PublishAnswer said) {}

    final List<String> content = new ArrayList<>();
    private final Random random;
    private final Mutant mutant;
    private final Map<String, Integer> places = new HashMap<>();
    private final Map<String, List<Frame>> staged = new HashMap<>();
    private final List<Deque<Frame>> links = new ArrayList<>();
    private final Deque<Answer> answers = new ArrayDeque<>();
    boolean isFull;
    int batches;

    SimulatedBatchStream(Random random, Mutant mutant) {
        this.random = random;
        this.mutant = mutant;
    }

    /** Over which what was sent before may still come, up to some message. */
    Connection connect() {
        links.forEach(link -> {
            for (int lost = random.nextInt(link.size() + 1); lost > 0; lost--) {
                link.removeLast();
            }
        });
        Deque<Frame> link = new ArrayDeque<>();
        links.add(link);
        Connection connection = mock(Connection.class);
        doAnswer(call -> link.add(frame(call.getArgument(1), call.getArgument(2))))
                .when(connection)
                .publish(any(String.class), any(), any(Headers.class), any());
        return connection;
    }

    /** Another leader, who has none of what was begun or was on its way. */
    void changeLeader() {
        staged.clear();
        links.forEach(Deque::clear);
    }

    void loseAnswers() {
        answers.clear();
    }

    void take(int most) {
        for (int i = 0; i < most; i++) {
            Frame next = links.get(random.nextInt(links.size())).poll();
            if (next != null) {
                take(next);
            }
        }
    }

    void answer(StreamPublishQueue queue) {
        for (Answer next = answers.poll(); next != null; next = answers.poll()) {
            queue.answered(next.number(), next.said());
        }
    }

    private static Frame frame(@Nullable String reply, Headers headers) {
        String place = headers.getFirst("Nats-Batch-Sequence");
        return new Frame(
                headers.getFirst("Nats-Msg-Id"),
                reply,
                headers.getFirst("Nats-Batch-Id"),
                place == null ? 0 : Integer.parseInt(place),
                headers.containsKey("Nats-Batch-Commit"));
    }

    private void take(Frame frame) {
        if (frame.batch() == null) {
            alone(frame);
            return;
        }
        List<Frame> begun = staged.computeIfAbsent(frame.batch(), first -> new ArrayList<>());
        if (frame.place() != begun.size() + 1) {
            staged.remove(frame.batch());
            refuse(frame, PublishOutcome.REJECTED);
            return;
        }
        begun.add(frame);
        if (frame.commits()) {
            staged.remove(frame.batch());
            together(begun, frame);
        }
    }

    private void alone(Frame frame) {
        Integer place = mutant == Mutant.FORGETS_IDS ? null : places.get(frame.id());
        if (place == null && isFull) {
            refuse(frame, PublishOutcome.FULL);
        } else if (place == null && random.nextInt(500) == 0) {
            refuse(frame, PublishOutcome.MESSAGE_IN_DOUBT);
        } else {
            stored(frame, place == null ? store(frame) : place, place != null, 0);
        }
    }

    private void together(List<Frame> all, Frame last) {
        boolean isKnown =
                mutant != Mutant.FORGETS_IDS && all.stream().anyMatch(frame -> places.containsKey(frame.id()));
        if (isKnown || isFull || random.nextInt(10) == 0) {
            if (mutant == Mutant.STORES_HALF_OF_WHAT_IT_REFUSES) {
                all.subList(0, all.size() / 2).forEach(frame -> content.add(frame.id()));
            }
            refuse(last, isKnown ? PublishOutcome.REJECTED : anyRefusal());
            return;
        }
        if (random.nextInt(20) == 0) {
            all.forEach(this::store);
            refuse(last, PublishOutcome.MESSAGE_IN_DOUBT);
            return;
        }
        batches++;
        if (mutant == Mutant.MIXES_THE_ORDER_OF_A_BATCH) {
            Collections.reverse(all);
        }
        int place = 0;
        for (Frame frame : all) {
            place = store(frame);
            if (mutant == Mutant.STORES_A_BATCH_IT_DID_NOT_ANSWER_TWICE && random.nextInt(4) == 0) {
                places.remove(frame.id());
            }
        }
        stored(last, place, false, all.size());
    }

    private PublishOutcome anyRefusal() {
        return isFull
                ? PublishOutcome.FULL
                : List.of(PublishOutcome.MESSAGE_IN_DOUBT, PublishOutcome.STREAM_IN_DOUBT, PublishOutcome.NO_RESPONDERS)
                        .get(random.nextInt(3));
    }

    private int store(Frame frame) {
        content.add(frame.id());
        places.put(frame.id(), content.size());
        return content.size();
    }

    private void stored(Frame frame, int place, boolean duplicate, int together) {
        PublishReceipt receipt = new PublishReceipt("HUMUS", place, duplicate);
        say(frame, new PublishAnswer(PublishOutcome.STORED, Optional.of(receipt), together, "stored"));
    }

    private void refuse(Frame frame, PublishOutcome outcome) {
        say(frame, new PublishAnswer(outcome, Optional.empty(), 0, "refused"));
    }

    private void say(Frame frame, PublishAnswer said) {
        if (frame.reply() != null && random.nextInt(50) > 0) {
            answers.add(new Answer(Long.parseLong(frame.reply().substring("_INBOX.".length())), said));
        }
    }
}
