package com.nimsforest.node.ports.usecase;

import com.nimsforest.node.ports.driven.Verdict;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Combines completion stages. */
final class CompletionStages {
    private CompletionStages() {}

    /** Done when all are; fails when one does, after all have ended. */
    static CompletableFuture<Void> all(Collection<? extends CompletionStage<?>> stages) {
        return CompletableFuture.allOf(
                stages.stream().map(CompletionStage::toCompletableFuture).toArray(CompletableFuture<?>[]::new));
    }

    static CompletionStage<Verdict> now(Verdict verdict) {
        return CompletableFuture.completedFuture(verdict);
    }
}
