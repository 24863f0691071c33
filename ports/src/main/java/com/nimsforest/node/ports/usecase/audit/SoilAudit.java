package com.nimsforest.node.ports.usecase.audit;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.audit.SoilAuditFinding;
import com.nimsforest.node.domain.audit.SoilAuditFinding.Kind;
import com.nimsforest.node.domain.audit.SoilAuditVerdict;
import com.nimsforest.node.domain.compost.HumusEntry;
import com.nimsforest.node.domain.compost.HumusSequenceRange;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.HumusSlot;
import com.nimsforest.node.domain.soil.SoilEntry;
import com.nimsforest.node.domain.soil.SoilState;
import com.nimsforest.node.ports.driven.operations.HumusReadCallbacks;
import com.nimsforest.node.ports.failure.CompletionFailures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Proves that the soil is the index of the humus, that the streams have their replicas and that nothing is stuck; repairs
 * the soil if it is reported to. Changes nothing else, and bears that the forest lives on meanwhile. For one thread.
 */
public final class SoilAudit {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);
    private static final Duration RECHECK_DELAY = Duration.ofSeconds(1);

    /** Follows an audit; called one call at a time. */
    public interface Listener {
        /** How much of the humus has been read. */
        void progress(int percent);

        /** @param repaired whether it is written now */
        void found(SoilAuditFinding finding, boolean repaired);
    }

    /** Waits on the calling thread. */
    @FunctionalInterface
    public interface Pause {
        void pause(Duration duration);
    }

    private final AuditPorts ports;
    private final Pause pause;
    private final Duration timeout;
    private final Listener listener;
    private long unreadable;
    private long entities;
    private long sourceless;
    private long unproved;
    private long contradicted;
    private long differences;
    private final List<EntityKey> notJson = new ArrayList<>();
    private long repaired;

    /** @param timeout how long to wait for the decomposer to reach the end of the humus that was read */
    public SoilAudit(AuditPorts ports, Pause pause, Duration timeout, Listener listener) {
        this.ports = requireNonNull(ports, "ports");
        this.pause = requireNonNull(pause, "pause");
        this.timeout = requireNonNull(timeout, "timeout");
        this.listener = requireNonNull(listener, "listener");
    }

    /** To be called once. Failures as {@link com.nimsforest.node.ports.driven.Soil#dig}. */
    public SoilAuditReport run(boolean repair) {
        LatestCompostIndex index = new HumusReader().read();
        HumusSequenceRange range = index.range();
        HumusSlot decomposed = awaitDecomposed(range);
        Set<EntityKey> doubtful = new LinkedHashSet<>();
        List<SoilState> unmarked = new ArrayList<>();
        ports.snapshot().soil(found -> {
            compare(index, found, doubtful);
            if (repair && index.isRemovedWithoutSource(found)) {
                unmarked.add(found);
            }
        });
        doubtful.addAll(index.unseen());
        EntityRecheck recheck = new EntityRecheck(ports, index, decomposed);
        unmarked.forEach(found -> repair(recheck, new SoilAuditFinding(Kind.DIFFERS, Optional.empty(), found), true));
        for (EntityKey entity : doubtful) {
            recheck(recheck, entity, repair);
        }
        return new SoilAuditReport(
                range,
                unreadable,
                entities,
                sourceless,
                unproved,
                differences,
                repaired,
                ports.pipeline().deadLetters(),
                problems());
    }

    /** Reads the humus and reports the progress. */
    private final class HumusReader {
        private HumusSequenceRange range = new HumusSequenceRange(0, 0, 0);
        private LatestCompostIndex index = new LatestCompostIndex(range);
        private int reported = -1;

        LatestCompostIndex read() {
            ports.snapshot().humus(new HumusReadCallbacks(this::begin, this::add, slot -> unreadable++));
            return index;
        }

        private void begin(HumusSequenceRange whole) {
            range = whole;
            index = new LatestCompostIndex(whole);
            report(0);
        }

        private void add(HumusEntry entry) {
            index.add(entry);
            report(range.percent(entry.slot().sequence()));
        }

        private void report(int percent) {
            if (percent > reported) {
                reported = percent;
                listener.progress(percent);
            }
        }
    }

    /** Waits until the decomposer has reached the end of what was read; answers the slot that it has reached. */
    private HumusSlot awaitDecomposed(HumusSequenceRange range) {
        HumusSlot end = range.isEmpty() ? HumusSlot.none() : new HumusSlot(range.epoch(), range.last());
        HumusSlot reached = ports.snapshot().decomposed().orElse(HumusSlot.none());
        for (Duration waited = Duration.ZERO;
                reached.compareTo(end) < 0 && waited.compareTo(timeout) < 0;
                waited = waited.plus(POLL_INTERVAL)) {
            pause.pause(POLL_INTERVAL);
            reached = ports.snapshot().decomposed().orElse(HumusSlot.none());
        }
        return reached;
    }

    private void compare(LatestCompostIndex index, SoilState found, Set<EntityKey> doubtful) {
        entities++;
        if (found instanceof SoilEntry entry && !ports.isJson().test(entry.value())) {
            notJson.add(found.key());
        }
        SoilAuditVerdict verdict = index.compare(found);
        if (verdict == SoilAuditVerdict.DOUBTFUL) {
            doubtful.add(found.key());
        } else {
            count(verdict);
        }
    }

    private void count(SoilAuditVerdict verdict) {
        if (verdict == SoilAuditVerdict.UNPROVED) {
            unproved++;
        } else if (verdict == SoilAuditVerdict.AGREES_WITHOUT_SOURCE) {
            sourceless++;
        } else if (verdict == SoilAuditVerdict.CONTRADICTED) {
            contradicted++;
        }
    }

    private void recheck(EntityRecheck recheck, EntityKey entity, boolean repair) {
        EntityRecheck.Result result = CompletionFailures.join(recheck.check(entity));
        if (result.finding().isEmpty()) {
            count(result.verdict());
            return;
        }
        repair(recheck, result.finding().get(), repair);
    }

    private void repair(EntityRecheck recheck, SoilAuditFinding finding, boolean repair) {
        boolean written = repair && CompletionFailures.join(recheck.repair(finding));
        if (written) {
            repaired++;
        } else {
            differences++;
        }
        listener.found(finding, written);
    }

    private List<String> problems() {
        List<String> problems =
                new ArrayList<>(StreamAuditProblems.ofStreams(ports.storage().probe()));
        if (!notJson.isEmpty()) {
            problems.add(StreamAuditProblems.ofValues(notJson));
        }
        if (contradicted > 0) {
            problems.add(StreamAuditProblems.ofReplicas(contradicted));
        }
        List<String> stuck = StreamAuditProblems.ofConsumers(ports.snapshot().consumers());
        if (!stuck.isEmpty()) {
            // Between two fetches a consumer has no request open: only one that is stuck twice is stuck.
            pause.pause(RECHECK_DELAY);
            stuck.stream()
                    .filter(StreamAuditProblems.ofConsumers(ports.snapshot().consumers())::contains)
                    .forEach(problems::add);
        }
        return problems;
    }
}
