package com.nimsforest.node.ports.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestLimitTest {
    private static final int MOST = 3;

    private final RequestLimit limit = new RequestLimit(MOST);
    private final List<CompletableFuture<Integer>> begun = new ArrayList<>();

    @Test
    void noMoreThanTheLimitAreUnderWayAndTheOthersFollowInOrder() {
        List<CompletableFuture<Integer>> answers =
                IntStream.range(0, 5).mapToObj(number -> run()).toList();

        assertThat(begun).hasSize(MOST);
        begun.get(1).complete(1);
        assertThat(begun).hasSize(MOST + 1);
        begun.get(3).complete(3);
        assertThat(begun).hasSize(MOST + 2);

        assertThat(answers.get(1)).isCompletedWithValue(1);
        assertThat(answers.get(3)).isCompletedWithValue(3);
        assertThat(answers.get(0)).isNotDone();
    }

    @Test
    void oneThatFailsMakesRoomToo() {
        List<CompletableFuture<Integer>> answers =
                IntStream.range(0, 4).mapToObj(number -> run()).toList();

        begun.get(0).completeExceptionally(new IllegalStateException("no"));

        assertThat(answers.get(0)).isCompletedExceptionally();
        assertThat(begun).hasSize(MOST + 1);
    }

    @Test
    void whatARequestThrowsIsItsFailure() {
        CompletionStage<Integer> answer = limit.run(() -> {
            throw new StackOverflowError();
        });

        assertThat(answer.toCompletableFuture()).isCompletedExceptionally();
        assertThat(run()).isNotDone();
        assertThat(begun).hasSize(1);
    }

    @Test
    void requestsThatEndAtOnceAreALoopAndNotARecursion() {
        CompletableFuture<Integer> first = new CompletableFuture<>();
        IntStream.range(0, MOST).forEach(number -> limit.run(() -> first));
        List<CompletableFuture<Integer>> rest = IntStream.range(0, 50_000)
                .mapToObj(number -> limit.run(() -> CompletableFuture.completedStage(number))
                        .toCompletableFuture())
                .toList();

        first.complete(0);

        assertThat(rest).allMatch(CompletableFuture::isDone);
    }

    private CompletableFuture<Integer> run() {
        return limit.run(() -> {
                    CompletableFuture<Integer> request = new CompletableFuture<>();
                    begun.add(request);
                    return request;
                })
                .toCompletableFuture();
    }
}
