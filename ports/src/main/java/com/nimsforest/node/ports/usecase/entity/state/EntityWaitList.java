package com.nimsforest.node.ports.usecase.entity.state;

import com.nimsforest.node.domain.health.HealthFact;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.ProblemKind;
import com.nimsforest.node.domain.soil.EntityKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which entities wait, and for what: the first few, for health. Any thread. */
public final class EntityWaitList {
    private static final int MOST = 20;

    private record Waiting(EntityKey entity, Object change) {}

    private final Map<Waiting, String> waiting = new ConcurrentHashMap<>();

    /** @param change the id of the leaf, or what else is to change the entity */
    public void add(EntityKey entity, Object change, String reason) {
        if (waiting.size() < MOST) {
            waiting.put(new Waiting(entity, change), reason);
        }
    }

    public void remove(EntityKey entity, Object change) {
        if (!waiting.isEmpty()) {
            waiting.remove(new Waiting(entity, change));
        }
    }

    public List<HealthFinding> problems() {
        return waiting.entrySet().stream()
                .map(each -> HealthFinding.about(each.getKey().entity().value(), ProblemKind.ENTITY_WAITING)
                        .with(HealthFact.CAUSE, each.getValue()))
                .toList();
    }
}
