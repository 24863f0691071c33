package com.nimsforest.node.ports.usecase.entity.due;

import com.nimsforest.node.domain.entity.DelayedLeaf;
import com.nimsforest.node.domain.entity.DelayedLeaves;
import com.nimsforest.node.domain.leaf.LeafSubjectRules;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.ports.driving.DelayedEffects;
import com.nimsforest.node.ports.failure.RejectedInputException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Notes down what an entity nim wants dropped later. For the thread that runs the nim. */
public final class DelayedLeafRecorder implements DelayedEffects {
    private final Instant now;
    private final Runnable check;
    private DelayedLeaves leaves;

    /**
     * @param before what waits already
     * @param check throws once the nim has returned
     */
    public DelayedLeafRecorder(DelayedLeaves before, Instant now, Runnable check) {
        this.leaves = before;
        this.now = now;
        this.check = check;
    }

    @Override
    public void drop(String id, Instant due, Subject subject, JsonPayload data) {
        check.run();
        LeafSubjectRules.check(subject);
        DelayedLeaves next = leaves.with(new DelayedLeaf(id, due.truncatedTo(ChronoUnit.MILLIS), subject, data));
        next.objection().ifPresent(objection -> {
            throw new RejectedInputException(objection);
        });
        leaves = next;
    }

    @Override
    public void drop(String id, Duration delay, Subject subject, JsonPayload data) {
        drop(id, now.plus(delay), subject, data);
    }

    @Override
    public boolean cancel(String id) {
        check.run();
        boolean waited = leaves.has(id);
        leaves = leaves.without(id);
        return waited;
    }

    @Override
    public List<DelayedLeaf> waiting() {
        check.run();
        return leaves.leaves();
    }

    /** What waits in the end. */
    public DelayedLeaves leaves() {
        return leaves;
    }
}
