package com.nimsforest.node.ports.usecase;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.compost.HumusSequenceRange;
import java.util.List;

/**
 * What came of an audit, beside the findings.
 *
 * @param span what was read of the humus
 * @param unreadable how many messages in it are no composts
 * @param entities how many entries and tombstones of the soil were judged
 * @param sourceless how many of those that agree were written without their source, by nodes of another kind
 * @param unproved of how many the humus no longer tells
 * @param differences how many entities differ, those that were repaired not among them
 * @param repaired how many were repaired
 * @param problems what is wrong with the streams and consumers, a line each
 */
public record SoilAuditReport(
        HumusSequenceRange span,
        long unreadable,
        long entities,
        long sourceless,
        long unproved,
        long differences,
        long repaired,
        long deadLetters,
        List<String> problems) {
    public SoilAuditReport {
        requireNonNull(span, "span");
        problems = List.copyOf(problems);
    }

    /** Whether all is as it should be. Dead letters are kept and told of: they are no fault of the forest. */
    public boolean isSound() {
        return differences == 0 && problems.isEmpty();
    }
}
