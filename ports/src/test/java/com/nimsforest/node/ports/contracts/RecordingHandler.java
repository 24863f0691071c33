package com.nimsforest.node.ports.contracts;

import com.nimsforest.node.ports.driven.DeliveryHandler;
import com.nimsforest.node.ports.driven.MessageDelivery;
import com.nimsforest.node.ports.driven.Verdict;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;

/** Remembers the deliveries of one test and answers as told; what is not this test's is acknowledged and passed over. */
final class RecordingHandler<T> implements DeliveryHandler<T> {
    private final List<MessageDelivery<T>> heard = new CopyOnWriteArrayList<>();
    private final Predicate<T> ours;
    private final Function<MessageDelivery<T>, CompletionStage<Verdict>> answer;

    RecordingHandler(Predicate<T> ours, Function<MessageDelivery<T>, CompletionStage<Verdict>> answer) {
        this.ours = ours;
        this.answer = answer;
    }

    @Override
    public CompletionStage<Verdict> handle(MessageDelivery<T> delivery) {
        if (!ours.test(delivery.message())) {
            return CompletableFuture.completedFuture(Verdict.done());
        }
        heard.add(delivery);
        return answer.apply(delivery);
    }

    List<MessageDelivery<T>> heard() {
        return heard;
    }

    List<T> messages() {
        return heard.stream().map(MessageDelivery::message).toList();
    }
}
