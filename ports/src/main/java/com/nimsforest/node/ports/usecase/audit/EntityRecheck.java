package com.nimsforest.node.ports.usecase.audit;

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
import com.nimsforest.node.ports.failure.CompletionFailures;
import com.nimsforest.node.ports.failure.StaleRevisionException;
import com.nimsforest.node.ports.failure.UnknownOutcomeException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Checks a doubtful entity again: a later compost may have changed it since. */
final class EntityRecheck {
    private static final int MOST_TRIES = 5;

    /** @param finding the difference; empty when there is none, and then the verdict says why */
    record Result(SoilAuditVerdict verdict, Optional<SoilAuditFinding> finding) {
        static Result of(SoilAuditVerdict verdict) {
            return new Result(verdict, Optional.empty());
        }
    }

    private final AuditPorts ports;
    private final LatestCompostIndex index;
    private final HumusSequenceRange range;
    private final HumusSlot decomposed;

    /** @param decomposed the slot up to which all composts should be in the soil */
    EntityRecheck(AuditPorts ports, LatestCompostIndex index, HumusSlot decomposed) {
        this.ports = ports;
        this.index = index;
        this.range = index.range();
        this.decomposed = decomposed;
    }

    CompletionStage<Result> check(EntityKey entity) {
        return ports.soil().survey(entity).thenCompose(found -> {
            SoilAuditVerdict verdict = index.compare(found);
            return verdict == SoilAuditVerdict.DOUBTFUL
                    ? classify(found)
                    : CompletableFuture.completedFuture(Result.of(verdict));
        });
    }

    private CompletionStage<Result> classify(SoilState found) {
        HumusSlot latest = index.latestSlot(found.key()).orElse(HumusSlot.none());
        if (found.source().epoch() > range.epoch()) {
            return finding(Kind.AHEAD, latest, found);
        }
        if (found.source().epoch() == range.epoch() && found.source().compareTo(latest) > 0) {
            return ports.humus().at(found.source()).thenCompose(reflected -> later(latest, found, reflected));
        }
        return finding(latest.compareTo(decomposed) > 0 ? Kind.UNDER_WAY : Kind.DIFFERS, latest, found);
    }

    /** The soil reflects a slot after the latest compost that was read. */
    private CompletionStage<Result> later(HumusSlot latest, SoilState found, Optional<HumusEntry> reflected) {
        if (reflected.isPresent()) {
            return DecompositionRules.reflects(found, reflected.get())
                    ? CompletableFuture.completedFuture(Result.of(SoilAuditVerdict.AGREES))
                    : finding(Kind.AHEAD, latest, found);
        }
        // It was removed from the humus, unless the humus ends before it.
        return ports.snapshot().span().holds(found.source().sequence())
                ? CompletableFuture.completedFuture(Result.of(SoilAuditVerdict.UNPROVED))
                : finding(Kind.AHEAD, latest, found);
    }

    private CompletionStage<Result> finding(Kind kind, HumusSlot latest, SoilState found) {
        CompletionStage<Optional<HumusEntry>> expected = latest.equals(HumusSlot.none())
                ? CompletableFuture.completedFuture(Optional.empty())
                : ports.humus().at(latest);
        boolean isCertain = kind == Kind.AHEAD || latest.equals(HumusSlot.none());
        return expected.thenApply(entry -> {
            if (isCertain || entry.filter(index::isLatest).isPresent()) {
                return new Result(SoilAuditVerdict.DOUBTFUL, Optional.of(new SoilAuditFinding(kind, entry, found)));
            }
            return Result.of(entry.isEmpty() ? SoilAuditVerdict.UNPROVED : SoilAuditVerdict.CONTRADICTED);
        });
    }

    /** Writes to the soil what the humus says; does nothing where the soil is ahead of the humus. */
    CompletionStage<Boolean> repair(SoilAuditFinding finding) {
        return finding.kind() == Kind.AHEAD
                ? CompletableFuture.completedFuture(false)
                : repair(finding.expected(), finding.found(), 1);
    }

    private CompletionStage<Boolean> repair(Optional<HumusEntry> expected, SoilState found, int tries) {
        return ports.soil()
                .bury(change(expected, found))
                .handle((revision, failure) -> {
                    if (failure == null) {
                        return CompletableFuture.completedFuture(true);
                    }
                    Throwable cause = CompletionFailures.cause(failure);
                    boolean retry = cause instanceof StaleRevisionException || cause instanceof UnknownOutcomeException;
                    return retry && tries < MOST_TRIES
                            ? recheckAndRepair(found.key(), tries + 1)
                            : CompletableFuture.<Boolean>failedFuture(cause);
                })
                .thenCompose(next -> next);
    }

    private CompletionStage<Boolean> recheckAndRepair(EntityKey entity, int tries) {
        return check(entity)
                .thenCompose(result -> result.finding()
                        .map(finding -> finding.kind() == Kind.AHEAD
                                ? CompletableFuture.completedFuture(false)
                                : repair(finding.expected(), finding.found(), tries))
                        .orElse(CompletableFuture.completedFuture(result.verdict() != SoilAuditVerdict.CONTRADICTED)));
    }

    private SoilChange change(Optional<HumusEntry> expected, SoilState found) {
        Revision revision = found.revision();
        if (expected.isEmpty()) {
            return new SoilChange.Remove(found.key(), revision, new HumusSlot(range.epoch(), range.last()));
        }
        HumusEntry entry = expected.get();
        return entry.compost().action() == CompostAction.DELETE
                ? new SoilChange.Remove(found.key(), revision, entry.slot())
                : new SoilChange.Put(found.key(), entry.compost().data(), revision, entry.slot());
    }
}
