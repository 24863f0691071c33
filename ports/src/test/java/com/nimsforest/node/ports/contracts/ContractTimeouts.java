package com.nimsforest.node.ports.contracts;

import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.core.ThrowingRunnable;

/** How long a contract waits for what must come, and watches that nothing comes which must not. */
public enum ContractTimeouts {
    /** For fakes. */
    FAST(Duration.ofSeconds(5), Duration.ofMillis(50)),
    /** For servers. */
    SLOW(Duration.ofSeconds(60), Duration.ofMillis(1500));

    private final Duration bound;
    private final Duration quiet;

    ContractTimeouts(Duration bound, Duration quiet) {
        this.bound = bound;
        this.quiet = quiet;
    }

    public Duration bound() {
        return bound;
    }

    /** Waits until the assertion holds. */
    public void until(ThrowingRunnable assertion) {
        await().atMost(bound).pollInterval(Duration.ofMillis(10)).untilAsserted(assertion);
    }

    /** Demands that the assertion holds for a while: for what must not come. */
    public void stillAfterAWhile(ThrowingRunnable assertion) {
        await().during(quiet)
                .atMost(quiet.plus(bound))
                .pollInterval(Duration.ofMillis(10))
                .untilAsserted(assertion);
    }

    /** What the stage brings, in time. */
    public <T> T of(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(bound.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw new AssertionError("failed: " + failed.getCause(), failed.getCause());
        } catch (TimeoutException late) {
            throw new AssertionError("no answer within " + bound, late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    /** What the stage fails with, in time. */
    public Throwable failureOf(CompletionStage<?> stage) {
        try {
            Object answer = stage.toCompletableFuture().get(bound.toMillis(), TimeUnit.MILLISECONDS);
            return fail("expected a failure, but it brought " + answer);
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            return cause instanceof CompletionException && cause.getCause() != null ? cause.getCause() : cause;
        } catch (TimeoutException late) {
            throw new AssertionError("no answer within " + bound, late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }
}
