package com.nimsforest.node.ports.driving;

import com.nimsforest.node.domain.schedule.LeafSchedule;
import java.util.Set;

/**
 * A {@link Nim} or an {@link EntityNim} that is also called at set times. Implemented beside one of them; named in the
 * service file of that one.
 */
public interface ScheduledNim {
    /**
     * The leaves that are dropped for this nim, each once at each of its times in the whole fleet; at most one schedule a
     * subject. Their subjects are among the nim's patterns, so that it gets them as any other leaf. Their data is {@code {}}
     * and their time is when they were due, not when they came.
     *
     * <p>A leaf is dropped by the clock of a node that has the nim. Times that passed while there was none are one leaf
     * with the first of these times, dropped when such a node runs again. A schedule that was changed begins anew when the
     * first node with the change starts.
     */
    Set<LeafSchedule> schedules();
}
