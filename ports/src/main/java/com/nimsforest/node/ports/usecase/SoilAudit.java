package com.nimsforest.node.ports.usecase;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.audit.LatestCompostIndex;
import com.nimsforest.node.domain.audit.SoilAuditFinding;
import com.nimsforest.node.domain.audit.SoilAuditVerdict;
import com.nimsforest.node.domain.compost.HumusEntry;
import com.nimsforest.node.domain.compost.HumusSequenceRange;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.HumusSlot;
import com.nimsforest.node.domain.soil.SoilState;
import com.nimsforest.node.ports.driven.Humus;
import com.nimsforest.node.ports.driven.Soil;
import com.nimsforest.node.ports.driven.operations.HumusReadCallbacks;
import com.nimsforest.node.ports.driven.operations.PipelineProbe;
import com.nimsforest.node.ports.driven.operations.StorageProbe;
import com.nimsforest.node.ports.driven.operations.StreamSnapshot;
import com.nimsforest.node.ports.failure.ForestException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Proves that the soil is the fold of the humus, that the streams have their replicas and that nothing is stuck; repairs
 * the soil if it is told to. Changes nothing else, and bears that the forest lives on meanwhile. For one thread.
 */
public final class SoilAudit {
    private static final Duration BETWEEN = Duration.ofMillis(200);
    private static final Duration SECOND_LOOK = Duration.ofSeconds(1);

    /** Whoever follows an audit; called one call at a time. */
    public interface Listener {
        /** How much of the humus has been read. */
        void progress(int percent);

        /** @param repaired whether it is mended now */
        void found(SoilAuditFinding finding, boolean repaired);
    }

    /** Lets time pass. */
    @FunctionalInterface
    public interface Rest {
        void rest(Duration duration);
    }

    /** Where an audit looks. */
    public record Ground(StreamSnapshot strata, Humus humus, Soil soil, StorageProbe storage, PipelineProbe pipeline) {
        public Ground {
            requireNonNull(strata, "strata");
            requireNonNull(humus, "humus");
            requireNonNull(soil, "soil");
            requireNonNull(storage, "storage");
            requireNonNull(pipeline, "pipeline");
        }
    }

    private final Ground ground;
    private final Rest rest;
    private final Duration patience;
    private final Listener listener;
    private long unreadable;
    private long entities;
    private long sourceless;
    private long unproved;
    private long contradicted;
    private long differences;
    private long repaired;

    /** @param patience how long composts that are on their way are waited for */
    public SoilAudit(Ground ground, Rest rest, Duration patience, Listener listener) {
        this.ground = requireNonNull(ground, "ground");
        this.rest = requireNonNull(rest, "rest");
        this.patience = requireNonNull(patience, "patience");
        this.listener = requireNonNull(listener, "listener");
    }

    /** Once. Failures as {@link Soil#dig}. */
    public SoilAuditReport run(boolean repair) {
        LatestCompostIndex fold = new Reading().read();
        HumusSequenceRange span = fold.span();
        HumusSlot decomposed = awaitDecomposed(span);
        Set<EntityKey> doubtful = new LinkedHashSet<>();
        ground.strata().soil(found -> weigh(fold, found, doubtful));
        doubtful.addAll(fold.unmet());
        EntityRecheck inquest = new EntityRecheck(ground, fold, decomposed);
        for (EntityKey entity : doubtful) {
            inquire(inquest, entity, repair);
        }
        return new SoilAuditReport(
                span,
                unreadable,
                entities,
                sourceless,
                unproved,
                differences,
                repaired,
                ground.pipeline().deadLetters(),
                problems());
    }

    /** Takes in the humus and tells how far it is. */
    private final class Reading {
        private HumusSequenceRange span = new HumusSequenceRange(0, 0, 0);
        private LatestCompostIndex fold = new LatestCompostIndex(span);
        private int told = -1;

        LatestCompostIndex read() {
            ground.strata().humus(new HumusReadCallbacks(this::begin, this::take, slot -> unreadable++));
            return fold;
        }

        private void begin(HumusSequenceRange whole) {
            span = whole;
            fold = new LatestCompostIndex(whole);
            tell(0);
        }

        private void take(HumusEntry entry) {
            fold.add(entry);
            tell(span.percent(entry.slot().sequence()));
        }

        private void tell(int percent) {
            if (percent > told) {
                told = percent;
                listener.progress(percent);
            }
        }
    }

    /** Waits for the decomposer to come as far as the humus was read; gives how far it came. */
    private HumusSlot awaitDecomposed(HumusSequenceRange span) {
        HumusSlot end = span.isEmpty() ? HumusSlot.none() : new HumusSlot(span.epoch(), span.last());
        HumusSlot reached = ground.strata().decomposed().orElse(HumusSlot.none());
        for (Duration waited = Duration.ZERO;
                reached.compareTo(end) < 0 && waited.compareTo(patience) < 0;
                waited = waited.plus(BETWEEN)) {
            rest.rest(BETWEEN);
            reached = ground.strata().decomposed().orElse(HumusSlot.none());
        }
        return reached;
    }

    private void weigh(LatestCompostIndex fold, SoilState found, Set<EntityKey> doubtful) {
        entities++;
        SoilAuditVerdict judgement = fold.judge(found);
        if (judgement == SoilAuditVerdict.DOUBTFUL) {
            doubtful.add(found.key());
        } else {
            count(judgement);
        }
    }

    private void count(SoilAuditVerdict judgement) {
        if (judgement == SoilAuditVerdict.UNPROVED) {
            unproved++;
        } else if (judgement == SoilAuditVerdict.AGREES_WITHOUT_SOURCE) {
            sourceless++;
        } else if (judgement == SoilAuditVerdict.CONTRADICTED) {
            contradicted++;
        }
    }

    private void inquire(EntityRecheck inquest, EntityKey entity, boolean repair) {
        EntityRecheck.Result result = await(inquest.hold(entity));
        if (result.finding().isEmpty()) {
            count(result.judgement());
            return;
        }
        SoilAuditFinding finding = result.finding().get();
        boolean mended = repair && await(inquest.repair(finding));
        if (mended) {
            repaired++;
        } else {
            differences++;
        }
        listener.found(finding, mended);
    }

    private List<String> problems() {
        List<String> problems =
                new ArrayList<>(StreamAuditProblems.ofStreams(ground.storage().probe()));
        if (contradicted > 0) {
            problems.add(StreamAuditProblems.ofCopies(contradicted));
        }
        List<String> stuck = StreamAuditProblems.ofConsumers(ground.strata().consumers());
        if (!stuck.isEmpty()) {
            // Between two questions a node asks for nothing: only who is still stuck a moment later is.
            rest.rest(SECOND_LOOK);
            stuck.stream()
                    .filter(StreamAuditProblems.ofConsumers(ground.strata().consumers())::contains)
                    .forEach(problems::add);
        }
        return problems;
    }

    private static <T> T await(CompletionStage<T> answer) {
        try {
            return answer.toCompletableFuture().join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof ForestException known) {
                throw known;
            }
            throw failed;
        }
    }
}
