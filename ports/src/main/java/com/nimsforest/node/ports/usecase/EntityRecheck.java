package com.nimsforest.node.ports.usecase;

import com.nimsforest.node.domain.audit.LatestCompostIndex;
import com.nimsforest.node.domain.audit.SoilAuditFinding;
import com.nimsforest.node.domain.audit.SoilAuditFinding.Kind;
import com.nimsforest.node.domain.audit.SoilAuditVerdict;
import com.nimsforest.node.domain.compost.CompostAction;
import com.nimsforest.node.domain.compost.DecompositionRules;
import com.nimsforest.node.domain.compost.HumusEntry;
import com.nimsforest.node.domain.compost.HumusSequenceRange;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.HumusSlot;
import com.nimsforest.node.domain.soil.Revision;
import com.nimsforest.node.domain.soil.SoilChange;
import com.nimsforest.node.domain.soil.SoilState;
import com.nimsforest.node.ports.failure.StaleRevisionException;
import com.nimsforest.node.ports.failure.UnknownOutcomeException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Looks again at an entity that was doubtful: it may have changed since, by a compost that came later. */
final class EntityRecheck {
    private static final int MOST_TRIES = 5;

    /** @param finding what is wrong; empty when nothing is, and then the judgement says why not */
    record Result(SoilAuditVerdict judgement, Optional<SoilAuditFinding> finding) {
        static Result of(SoilAuditVerdict judgement) {
            return new Result(judgement, Optional.empty());
        }
    }

    private final SoilAudit.Ground ground;
    private final LatestCompostIndex fold;
    private final HumusSequenceRange span;
    private final HumusSlot decomposed;

    /** @param decomposed up to where all composts should be in the soil */
    EntityRecheck(SoilAudit.Ground ground, LatestCompostIndex fold, HumusSlot decomposed) {
        this.ground = ground;
        this.fold = fold;
        this.span = fold.span();
        this.decomposed = decomposed;
    }

    CompletionStage<Result> hold(EntityKey entity) {
        return ground.soil().survey(entity).thenCompose(found -> {
            SoilAuditVerdict judgement = fold.judge(found);
            return judgement == SoilAuditVerdict.DOUBTFUL
                    ? doubt(found)
                    : CompletableFuture.completedFuture(Result.of(judgement));
        });
    }

    private CompletionStage<Result> doubt(SoilState found) {
        HumusSlot word = fold.lastWord(found.key()).orElse(HumusSlot.none());
        if (found.source().epoch() > span.epoch()) {
            return finding(Kind.AHEAD, word, found);
        }
        if (found.source().epoch() == span.epoch() && found.source().compareTo(word) > 0) {
            return ground.humus().at(found.source()).thenCompose(reflected -> later(word, found, reflected));
        }
        return finding(word.compareTo(decomposed) > 0 ? Kind.UNDER_WAY : Kind.DIFFERS, word, found);
    }

    /** The soil reflects a place later than the last word that was read. */
    private CompletionStage<Result> later(HumusSlot word, SoilState found, Optional<HumusEntry> reflected) {
        if (reflected.isPresent()) {
            return DecompositionRules.reflects(found, reflected.get())
                    ? CompletableFuture.completedFuture(Result.of(SoilAuditVerdict.AGREES))
                    : finding(Kind.AHEAD, word, found);
        }
        // Somebody took it out of the humus, unless the humus ends before it.
        return ground.strata().span().holds(found.source().sequence())
                ? CompletableFuture.completedFuture(Result.of(SoilAuditVerdict.UNPROVED))
                : finding(Kind.AHEAD, word, found);
    }

    private CompletionStage<Result> finding(Kind kind, HumusSlot word, SoilState found) {
        CompletionStage<Optional<HumusEntry>> expected = word.equals(HumusSlot.none())
                ? CompletableFuture.completedFuture(Optional.empty())
                : ground.humus().at(word);
        boolean tellsAlone = kind == Kind.AHEAD || word.equals(HumusSlot.none());
        return expected.thenApply(entry -> {
            if (tellsAlone || entry.filter(fold::isLastWord).isPresent()) {
                return new Result(SoilAuditVerdict.DOUBTFUL, Optional.of(new SoilAuditFinding(kind, entry, found)));
            }
            return Result.of(entry.isEmpty() ? SoilAuditVerdict.UNPROVED : SoilAuditVerdict.CONTRADICTED);
        });
    }

    /** Has the soil say what the humus says; leaves alone what the humus knows less of than the soil. */
    CompletionStage<Boolean> repair(SoilAuditFinding finding) {
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
                    Throwable cause = CompletionStages.cause(failure);
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
                        .orElse(CompletableFuture.completedFuture(
                                result.judgement() != SoilAuditVerdict.CONTRADICTED)));
    }

    private SoilChange change(Optional<HumusEntry> expected, SoilState found) {
        Revision revision = found.revision();
        if (expected.isEmpty()) {
            return new SoilChange.Remove(found.key(), revision, new HumusSlot(span.epoch(), span.last()));
        }
        HumusEntry entry = expected.get();
        return entry.compost().action() == CompostAction.DELETE
                ? new SoilChange.Remove(found.key(), revision, entry.slot())
                : new SoilChange.Put(found.key(), entry.compost().data(), revision, entry.slot());
    }
}
