package com.nimsforest.node.ports.simulation;

import com.nimsforest.node.ports.driven.DeliveryHandler;
import com.nimsforest.node.ports.driven.MessageDelivery;
import com.nimsforest.node.ports.driven.Verdict;
import com.nimsforest.node.ports.failure.UnknownOutcomeException;
import com.nimsforest.node.ports.fakes.InMemoryForest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * The way between one node and the servers. A call is two steps, the request and the answer, and a node may end before,
 * between and after them.
 */
final class SimulationNetwork {
    private final SimulationContext world;
    private final InMemoryForest forest;
    private final String node;
    private boolean alive = true;

    SimulationNetwork(SimulationContext world, InMemoryForest forest, String node) {
        this.world = world;
        this.forest = forest;
        this.node = node;
    }

    void cut() {
        alive = false;
    }

    boolean isConnected() {
        return alive && forest.sidecar().isConnected();
    }

    /** Has the node do something, if it is still there then. */
    void later(Duration delay, Runnable action) {
        world.later(delay, () -> {
            if (alive) {
                action.run();
            }
        });
    }

    <T> CompletionStage<T> call(Supplier<String> what, Supplier<CompletionStage<T>> request) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        later(
                world.faults.underWay(),
                () -> request.get()
                        .whenComplete((result, failure) -> later(world.faults.underWay(), () -> {
                            Throwable heard = failure == null && !isConnected()
                                    ? new UnknownOutcomeException("cut off before the answer: " + what.get())
                                    : failure;
                            trace(() -> what.get() + " -> " + (heard == null ? result : heard));
                            if (heard == null) {
                                answer.complete(result);
                            } else {
                                answer.completeExceptionally(heard);
                            }
                        })));
        return answer;
    }

    /** The handler as the servers see it: verdicts get lost, and messages are given again while it is at work. */
    <T> DeliveryHandler<T> handler(String consumer, DeliveryHandler<T> handler) {
        return delivery -> {
            trace(() -> consumer + " is given " + delivery.id() + ", attempt " + delivery.attempt());
            if (world.mutant.holds(consumer, delivery.id().value())) {
                return new CompletableFuture<>();
            }
            CompletionStage<Verdict> work = handler.handle(delivery);
            if (world.mutant.acknowledgesFirst(consumer)) {
                return CompletableFuture.completedFuture(Verdict.done());
            }
            if (world.faults.isImpatient()) {
                return CompletableFuture.completedFuture(Verdict.postpone("given again while in flight"));
            }
            return sent(consumer, delivery, work);
        };
    }

    private CompletionStage<Verdict> sent(String consumer, MessageDelivery<?> delivery, CompletionStage<Verdict> work) {
        CompletableFuture<Verdict> heard = new CompletableFuture<>();
        work.whenComplete((verdict, failure) -> later(world.faults.underWay(), () -> {
            boolean lost = world.faults.isUnheard();
            trace(() -> consumer + " says of " + delivery.id() + ": " + (failure == null ? verdict : failure)
                    + (lost ? ", which nobody hears" : ""));
            if (lost) {
                heard.complete(Verdict.postpone("the verdict was lost"));
            } else if (failure != null) {
                heard.completeExceptionally(failure);
            } else {
                heard.complete(verdict);
            }
        }));
        return heard;
    }

    void trace(Supplier<String> what) {
        world.trace.add(node, what);
    }
}
