package com.nimsforest.node.ports.usecase.entity;

import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.ProblemKind;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which entities wait, and for what: the first few, for health. Any thread. */
final class EntityWaitList {
    private static final int MOST = 20;

    private final Map<EntityLeafTask, String> waiting = new ConcurrentHashMap<>();

    void add(EntityLeafTask task, String reason) {
        if (waiting.size() < MOST) {
            waiting.put(keyed(task), reason);
        }
    }

    void remove(EntityLeafTask task) {
        if (!waiting.isEmpty()) {
            waiting.remove(keyed(task));
        }
    }

    List<HealthFinding> problems() {
        return waiting.entrySet().stream()
                .map(each -> HealthFinding.about(each.getKey().key().value(), ProblemKind.ENTITY_WAITING)
                        .with("cause", each.getValue()))
                .toList();
    }

    /** The leaf, however often it was tried. */
    private static EntityLeafTask keyed(EntityLeafTask task) {
        return EntityLeafTask.of(task.key(), task.delivery());
    }
}
