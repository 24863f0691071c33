package com.nimsforest.node.ports.usecase;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.audit.Finding;
import com.nimsforest.node.domain.audit.Fold;
import com.nimsforest.node.domain.audit.Judgement;
import com.nimsforest.node.domain.compost.HumusEntry;
import com.nimsforest.node.domain.compost.HumusSpan;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.Slot;
import com.nimsforest.node.domain.soil.SoilState;
import com.nimsforest.node.ports.driven.Humus;
import com.nimsforest.node.ports.driven.HumusReader;
import com.nimsforest.node.ports.driven.PipelineProbe;
import com.nimsforest.node.ports.driven.Soil;
import com.nimsforest.node.ports.driven.StorageProbe;
import com.nimsforest.node.ports.driven.Strata;
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
public final class Audit {
    private static final Duration BETWEEN = Duration.ofMillis(200);
    private static final Duration SECOND_LOOK = Duration.ofSeconds(1);

    /** Whoever follows an audit; called one call at a time. */
    public interface Listener {
        /** How much of the humus has been read. */
        void progress(int percent);

        /** @param repaired whether it is mended now */
        void found(Finding finding, boolean repaired);
    }

    /** Lets time pass. */
    @FunctionalInterface
    public interface Rest {
        void rest(Duration duration);
    }

    /** Where an audit looks. */
    public record Ground(Strata strata, Humus humus, Soil soil, StorageProbe storage, PipelineProbe pipeline) {
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
    public Audit(Ground ground, Rest rest, Duration patience, Listener listener) {
        this.ground = requireNonNull(ground, "ground");
        this.rest = requireNonNull(rest, "rest");
        this.patience = requireNonNull(patience, "patience");
        this.listener = requireNonNull(listener, "listener");
    }

    /** Once. Failures as {@link Soil#dig}. */
    public AuditReport run(boolean repair) {
        Fold fold = new Reading().read();
        HumusSpan span = fold.span();
        Slot decomposed = awaitDecomposed(span);
        Set<EntityKey> doubtful = new LinkedHashSet<>();
        ground.strata().soil(found -> weigh(fold, found, doubtful));
        doubtful.addAll(fold.unmet());
        Inquest inquest = new Inquest(ground, fold, decomposed);
        for (EntityKey entity : doubtful) {
            inquire(inquest, entity, repair);
        }
        return new AuditReport(
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
        private HumusSpan span = new HumusSpan(0, 0, 0);
        private Fold fold = new Fold(span);
        private int told = -1;

        Fold read() {
            ground.strata().humus(new HumusReader(this::begin, this::take, slot -> unreadable++));
            return fold;
        }

        private void begin(HumusSpan whole) {
            span = whole;
            fold = new Fold(whole);
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
    private Slot awaitDecomposed(HumusSpan span) {
        Slot end = span.isEmpty() ? Slot.none() : new Slot(span.epoch(), span.last());
        Slot reached = ground.strata().decomposed().orElse(Slot.none());
        for (Duration waited = Duration.ZERO;
                reached.compareTo(end) < 0 && waited.compareTo(patience) < 0;
                waited = waited.plus(BETWEEN)) {
            rest.rest(BETWEEN);
            reached = ground.strata().decomposed().orElse(Slot.none());
        }
        return reached;
    }

    private void weigh(Fold fold, SoilState found, Set<EntityKey> doubtful) {
        entities++;
        Judgement judgement = fold.judge(found);
        if (judgement == Judgement.DOUBTFUL) {
            doubtful.add(found.key());
        } else {
            count(judgement);
        }
    }

    private void count(Judgement judgement) {
        if (judgement == Judgement.UNPROVED) {
            unproved++;
        } else if (judgement == Judgement.AGREES_WITHOUT_SOURCE) {
            sourceless++;
        } else if (judgement == Judgement.CONTRADICTED) {
            contradicted++;
        }
    }

    private void inquire(Inquest inquest, EntityKey entity, boolean repair) {
        Inquest.Result result = await(inquest.hold(entity));
        if (result.finding().isEmpty()) {
            count(result.judgement());
            return;
        }
        Finding finding = result.finding().get();
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
                new ArrayList<>(AuditProblems.ofStreams(ground.storage().probe()));
        if (contradicted > 0) {
            problems.add(AuditProblems.ofCopies(contradicted));
        }
        List<String> stuck = AuditProblems.ofConsumers(ground.strata().consumers());
        if (!stuck.isEmpty()) {
            // Between two questions a node asks for nothing: only who is still stuck a moment later is.
            rest.rest(SECOND_LOOK);
            stuck.stream()
                    .filter(AuditProblems.ofConsumers(ground.strata().consumers())::contains)
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
