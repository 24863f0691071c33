package com.nimsforest.node.ports.contracts;

import com.nimsforest.node.ports.driven.Delivery;
import com.nimsforest.node.ports.driven.Handler;
import com.nimsforest.node.ports.driven.Verdict;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;

/** Remembers the deliveries of one test and answers as told; what is not this test's is acknowledged and passed over. */
final class Recorder<T> implements Handler<T> {
    private final List<Delivery<T>> heard = new CopyOnWriteArrayList<>();
    private final Predicate<T> ours;
    private final Function<Delivery<T>, CompletionStage<Verdict>> answer;

    Recorder(Predicate<T> ours, Function<Delivery<T>, CompletionStage<Verdict>> answer) {
        this.ours = ours;
        this.answer = answer;
    }

    @Override
    public CompletionStage<Verdict> handle(Delivery<T> delivery) {
        if (!ours.test(delivery.message())) {
            return CompletableFuture.completedFuture(Verdict.done());
        }
        heard.add(delivery);
        return answer.apply(delivery);
    }

    List<Delivery<T>> heard() {
        return heard;
    }

    List<T> messages() {
        return heard.stream().map(Delivery::message).toList();
    }
}
