package com.nimsforest.node.ports.usecase;

import com.nimsforest.node.domain.compost.Compost;
import com.nimsforest.node.domain.compost.HumusEntry;
import com.nimsforest.node.domain.health.HealthFact;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.ProblemKind;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.HumusSlot;
import com.nimsforest.node.domain.soil.SoilEntry;
import com.nimsforest.node.domain.soil.SoilState;
import com.nimsforest.node.ports.driven.Humus;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds entities of an entity nim that another nim changes, too: an entity nim is refused before it does, while a plain nim,
 * or another client, reads nothing that could refuse it. The last one's value stays. Any thread.
 */
final class EntityOwnerCheck {
    private static final Logger LOG = LoggerFactory.getLogger(EntityOwnerCheck.class);
    /** So many entities are named. */
    private static final int MOST = 20;

    private final Humus humus;
    private final Map<EntityKey, HealthFinding> found = new ConcurrentHashMap<>();

    EntityOwnerCheck(Humus humus) {
        this.humus = humus;
    }

    /** To be called with what is about to change the soil, so that what is given again is not looked at again. */
    void look(HumusEntry entry, SoilState current) {
        Compost compost = entry.compost();
        boolean isOfPlainNim = current instanceof SoilEntry && !current.source().equals(HumusSlot.none());
        if (current.provenance().isPresent()) {
            compare(compost.entity(), current.provenance().get().nim().value(), maker(compost));
        } else if (compost.provenance().isPresent() && isOfPlainNim) {
            CompletableFuture.completedFuture(current.source())
                    .thenCompose(humus::at)
                    .thenApply(held -> held.map(there -> maker(there.compost())).orElse("no entity nim"))
                    .exceptionally(failure -> "no entity nim")
                    .thenAccept(before -> compare(compost.entity(), before, maker(compost)));
        }
    }

    private static String maker(Compost compost) {
        return compost.provenance().map(made -> made.nim().value()).orElse(compost.nim());
    }

    private void compare(EntityKey entity, String before, String after) {
        if (before.equals(after) || found.size() >= MOST) {
            return;
        }
        HealthFinding finding = HealthFinding.about(entity.value(), ProblemKind.ENTITY_OF_TWO_NIMS)
                .with(HealthFact.NIMS, List.of(before, after));
        if (found.putIfAbsent(entity, finding) == null) {
            LOG.warn("{}; see docs/RUNBOOK.md#entity-of-two-nims", finding.reason());
        }
    }

    List<HealthFinding> problems() {
        return List.copyOf(found.values());
    }
}
