package com.nimsforest.node.ports.usecase;

import com.nimsforest.node.domain.audit.Finding;
import com.nimsforest.node.domain.audit.Finding.Kind;
import com.nimsforest.node.domain.audit.Fold;
import com.nimsforest.node.domain.audit.Judgement;
import com.nimsforest.node.domain.compost.CompostAction;
import com.nimsforest.node.domain.compost.Decomposition;
import com.nimsforest.node.domain.compost.HumusEntry;
import com.nimsforest.node.domain.compost.HumusSpan;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.Revision;
import com.nimsforest.node.domain.soil.Slot;
import com.nimsforest.node.domain.soil.SoilChange;
import com.nimsforest.node.domain.soil.SoilState;
import com.nimsforest.node.ports.failure.StaleRevisionException;
import com.nimsforest.node.ports.failure.UnknownOutcomeException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Looks again at an entity that was doubtful: it may have changed since, by a compost that came later. */
final class Inquest {
    private static final int MOST_TRIES = 5;

    /** @param finding what is wrong; empty when nothing is, and then the judgement says why not */
    record Result(Judgement judgement, Optional<Finding> finding) {
        static Result of(Judgement judgement) {
            return new Result(judgement, Optional.empty());
        }
    }

    private final Audit.Ground ground;
    private final Fold fold;
    private final HumusSpan span;
    private final Slot decomposed;

    /** @param decomposed up to where all composts should be in the soil */
    Inquest(Audit.Ground ground, Fold fold, Slot decomposed) {
        this.ground = ground;
        this.fold = fold;
        this.span = fold.span();
        this.decomposed = decomposed;
    }

    CompletionStage<Result> hold(EntityKey entity) {
        return ground.soil().survey(entity).thenCompose(found -> {
            Judgement judgement = fold.judge(found);
            return judgement == Judgement.DOUBTFUL
                    ? doubt(found)
                    : CompletableFuture.completedFuture(Result.of(judgement));
        });
    }

    private CompletionStage<Result> doubt(SoilState found) {
        Slot word = fold.lastWord(found.key()).orElse(Slot.none());
        if (found.source().epoch() > span.epoch()) {
            return finding(Kind.AHEAD, word, found);
        }
        if (found.source().epoch() == span.epoch() && found.source().compareTo(word) > 0) {
            return ground.humus().at(found.source()).thenCompose(reflected -> later(word, found, reflected));
        }
        return finding(word.compareTo(decomposed) > 0 ? Kind.UNDER_WAY : Kind.DIFFERS, word, found);
    }

    /** The soil reflects a place later than the last word that was read. */
    private CompletionStage<Result> later(Slot word, SoilState found, Optional<HumusEntry> reflected) {
        if (reflected.isPresent()) {
            return Decomposition.reflects(found, reflected.get())
                    ? CompletableFuture.completedFuture(Result.of(Judgement.AGREES))
                    : finding(Kind.AHEAD, word, found);
        }
        // Somebody took it out of the humus, unless the humus ends before it.
        return ground.strata().span().holds(found.source().sequence())
                ? CompletableFuture.completedFuture(Result.of(Judgement.UNPROVED))
                : finding(Kind.AHEAD, word, found);
    }

    private CompletionStage<Result> finding(Kind kind, Slot word, SoilState found) {
        CompletionStage<Optional<HumusEntry>> expected = word.equals(Slot.none())
                ? CompletableFuture.completedFuture(Optional.empty())
                : ground.humus().at(word);
        boolean tellsAlone = kind == Kind.AHEAD || word.equals(Slot.none());
        return expected.thenApply(entry -> {
            if (tellsAlone || entry.filter(fold::isLastWord).isPresent()) {
                return new Result(Judgement.DOUBTFUL, Optional.of(new Finding(kind, entry, found)));
            }
            return Result.of(entry.isEmpty() ? Judgement.UNPROVED : Judgement.CONTRADICTED);
        });
    }

    /** Has the soil say what the humus says; leaves alone what the humus knows less of than the soil. */
    CompletionStage<Boolean> repair(Finding finding) {
        return finding.kind() == Kind.AHEAD
                ? CompletableFuture.completedFuture(false)
                : repair(finding.expected(), finding.found(), 1);
    }

    private CompletionStage<Boolean> repair(Optional<HumusEntry> expected, SoilState found, int tries) {
        return ground.soil()
                .bury(change(expected, found))
                .handle((revision, failure) -> {
                    if (failure == null) {
                        return CompletableFuture.completedFuture(true);
                    }
                    Throwable cause = Stages.cause(failure);
                    boolean lookAgain =
                            cause instanceof StaleRevisionException || cause instanceof UnknownOutcomeException;
                    return lookAgain && tries < MOST_TRIES
                            ? again(found.key(), tries + 1)
                            : CompletableFuture.<Boolean>failedFuture(cause);
                })
                .thenCompose(next -> next);
    }

    private CompletionStage<Boolean> again(EntityKey entity, int tries) {
        return hold(entity)
                .thenCompose(result -> result.finding()
                        .map(finding -> finding.kind() == Kind.AHEAD
                                ? CompletableFuture.completedFuture(false)
                                : repair(finding.expected(), finding.found(), tries))
                        .orElse(CompletableFuture.completedFuture(result.judgement() != Judgement.CONTRADICTED)));
    }

    private SoilChange change(Optional<HumusEntry> expected, SoilState found) {
        Revision revision = found.revision();
        if (expected.isEmpty()) {
            return new SoilChange.Remove(found.key(), revision, new Slot(span.epoch(), span.last()));
        }
        HumusEntry entry = expected.get();
        return entry.compost().action() == CompostAction.DELETE
                ? new SoilChange.Remove(found.key(), revision, entry.slot())
                : new SoilChange.Put(found.key(), entry.compost().data(), revision, entry.slot());
    }
}
