package com.nimsforest.node.ports.usecase.audit;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.compost.HumusSequenceRange;
import java.util.List;

/**
 * The result of an audit, apart from the single differences.
 *
 * @param range what was read of the humus
 * @param unreadable how many messages of it are no composts
 * @param entities how many entries and tombstones of the soil were compared
 * @param sourceless how many of those that agree were written without their source, by nodes of another kind
 * @param unproved how many the humus no longer has a compost of
 * @param differences how many entities differ, those that were repaired not among them
 * @param repaired how many were repaired
 * @param problems what is wrong with the streams and consumers, a line each
 */
public record SoilAuditReport(
        HumusSequenceRange range,
        long unreadable,
        long entities,
        long sourceless,
        long unproved,
        long differences,
        long repaired,
        long deadLetters,
        List<String> problems) {
    public SoilAuditReport {
        requireNonNull(range, "range");
        problems = List.copyOf(problems);
    }

    /** Whether nothing is wrong. Dead letters are reported, but are no fault of the forest. */
    public boolean isSound() {
        return differences == 0 && problems.isEmpty();
    }
}
