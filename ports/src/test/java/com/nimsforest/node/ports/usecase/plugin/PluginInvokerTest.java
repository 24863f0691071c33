package com.nimsforest.node.ports.usecase.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.domain.handler.HandlerFailure;
import com.nimsforest.node.domain.handler.RetryPolicy;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.ProblemKind;
import com.nimsforest.node.ports.driven.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PluginInvokerTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    private final PluginInvoker invoker = new PluginInvoker(threads, timer, PluginCallJournal.none());
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void end() {
        release.countDown();
        threads.shutdownNow();
        timer.shutdownNow();
    }

    @Test
    void whateverIsThrownFailsItsOwnCallAndTheNextOneRuns() {
        PluginQueue queue = queue(1, Duration.ofSeconds(30));
        List<Callable<String>> throwing = List.of(
                () -> {
                    throw new AssertionError("an assertion");
                },
                () -> {
                    throw new IOException("checked");
                },
                PluginInvokerTest::recurse,
                () -> new String(new byte[Integer.MAX_VALUE]));

        List<Class<?>> thrown = new CopyOnWriteArrayList<>();
        throwing.forEach(code -> queue.call("m", code)
                .exceptionally(failure -> {
                    thrown.add(cause(failure).getClass());
                    return "";
                })
                .toCompletableFuture()
                .join());

        assertThat(thrown)
                .containsExactly(
                        AssertionError.class, IOException.class, StackOverflowError.class, OutOfMemoryError.class);
        assertThat(queue.call("next", () -> "done")).succeedsWithin(SOON).isEqualTo("done");
    }

    /** A stage that follows wraps the exception, and asks it for its text to do so. */
    @Test
    void anExceptionWhoseTextCannotBeReadIsAFailureThatNamesItsClass() {
        CompletionStage<String> next = queue(1, Duration.ofSeconds(30))
                .call("m", () -> {
                    throw new UnreadableException();
                })
                .thenApply(value -> "not reached");

        assertThat(next)
                .failsWithin(SOON)
                .withThrowableOfType(ExecutionException.class)
                .withMessageContaining("UnreadableException")
                .havingCause()
                .satisfies(cause -> assertThat(cause.getStackTrace()[0].getClassName())
                        .isEqualTo(PluginInvokerTest.class.getName()));
    }

    private static final class UnreadableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String toString() {
            throw new IllegalStateException("no text");
        }
    }

    private static String recurse() {
        return recurse() + ".";
    }

    @Test
    void aCallThatLeavesItsThreadInterruptedDoesNotInterruptTheNext() {
        PluginQueue queue = queue(1, Duration.ofSeconds(30));

        List<CompletableFuture<Boolean>> interrupted = IntStream.range(0, 3)
                .mapToObj(n -> queue.call("m" + n, () -> {
                            boolean before = Thread.currentThread().isInterrupted();
                            Thread.currentThread().interrupt();
                            return before;
                        })
                        .toCompletableFuture())
                .toList();

        assertThat(interrupted)
                .allSatisfy(call -> assertThat(call).succeedsWithin(SOON).isEqualTo(false));
    }

    @Test
    void callsOfAQueueOfOneRunInOrder() {
        PluginQueue queue = queue(1, Duration.ofSeconds(30));
        List<Integer> order = new CopyOnWriteArrayList<>();

        CompletableFuture<?>[] calls = IntStream.range(0, 500)
                .mapToObj(
                        n -> queue.call("m" + n, () -> n).thenAccept(order::add).toCompletableFuture())
                .toArray(CompletableFuture[]::new);

        assertThat(CompletableFuture.allOf(calls)).succeedsWithin(SOON);
        assertThat(order).isEqualTo(IntStream.range(0, 500).boxed().toList());
    }

    @Test
    void aCallThatNeverReturnsIsGivenUpAndNamesWhereItStood() {
        PluginQueue queue = queue(1, Duration.ofSeconds(1));

        CompletableFuture<String> hanging = queue.call("bad", this::spin).toCompletableFuture();
        CompletableFuture<String> next = queue.call("good", () -> "done").toCompletableFuture();

        assertThat(next).succeedsWithin(SOON).isEqualTo("done");
        await().atMost(SOON).until(hanging::isCompletedExceptionally);
        Verdict verdict =
                queue.failed("bad", hanging.handle((value, failure) -> failure).join());
        HandlerFailure failure = verdict.failure().orElseThrow();
        assertThat(failure.handler()).isEqualTo("nim test");
        assertThat(failure.error()).contains("no result within 1.0 s");
        assertThat(failure.stackTrace()).contains("PluginInvokerTest.spin");
        assertThat(failure.policy().attempts()).isEqualTo(10);
        Throwable overrun = new PluginOverrunException("again");
        assertThat(queue.failed("bad", overrun).failure().orElseThrow().policy().attempts())
                .isEqualTo(10);
        assertThat(queue.failed("bad", overrun).failure().orElseThrow().policy().attempts())
                .isEqualTo(1);
        assertThat(invoker.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.reason())
                        .startsWith("nim test has 1 attempt that did not return within its time limit; it stands at")
                        .contains("PluginInvokerTest"));

        release.countDown();

        await().atMost(SOON).untilAsserted(() -> assertThat(invoker.problems()).isEmpty());
    }

    @Test
    void aCallThatWaitsIsInterruptedWhenItIsGivenUp() {
        PluginQueue queue = queue(1, Duration.ofMillis(100));

        assertThat(queue.call("bad", () -> release.await(1, java.util.concurrent.TimeUnit.HOURS)))
                .failsWithin(SOON);

        await().atMost(SOON).untilAsserted(() -> assertThat(invoker.problems()).isEmpty());
    }

    @Test
    void aSlowCallLetsTheNextOnesRunBesideIt() {
        PluginQueue queue = queue(1, Duration.ofSeconds(30));

        CompletableFuture<String> slow = queue.call("slow", this::spin).toCompletableFuture();

        assertThat(queue.call("next", () -> "done")).succeedsWithin(SOON).isEqualTo("done");
        assertThat(slow).isNotDone();
        release.countDown();
        assertThat(slow).succeedsWithin(SOON);
        assertThat(queue.call("last", () -> "done")).succeedsWithin(SOON);
    }

    @Test
    void aPluginThatNeverReturnsHoldsUpNoOtherAndGetsNoMoreThanABoundOfThreads() {
        PluginQueue bad = queue(8, Duration.ofMillis(50));
        PluginQueue good =
                invoker.queue(new PluginDescription("tree good", Duration.ofSeconds(30), RetryPolicy.standard()), 1);
        IntStream.range(0, 100).forEach(n -> bad.call("m" + n, this::spin));

        assertThat(good.call("m", () -> "done")).succeedsWithin(SOON);
        await().atMost(SOON).until(() -> bad.threadsGivenUp() >= PluginQueue.MOST_GIVEN_UP);
        CompletableFuture<String> refused = bad.call("more", () -> "done").toCompletableFuture();

        assertThat(refused).isCompletedExceptionally();
        Throwable failure = refused.handle((value, thrown) -> thrown).join();
        assertThat(bad.failed("more", failure).kind()).isEqualTo(Verdict.Kind.POSTPONE);
        assertThat(invoker.problems())
                .extracting(HealthFinding::kind, HealthFinding::about)
                .containsExactly(tuple(ProblemKind.HANDLER_OUT_OF_THREADS, List.of("nim test")));
    }

    private String spin() {
        while (release.getCount() > 0) {
            Thread.onSpinWait();
        }
        return "late";
    }

    private PluginQueue queue(int width, Duration limit) {
        return invoker.queue(new PluginDescription("nim test", limit, RetryPolicy.standard()), width);
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
