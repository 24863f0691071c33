package com.nimsforest.node.ports.simulation;

import com.nimsforest.node.domain.compost.CompostAction;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.soil.EntityKey;

/**
 * One change of state that an event is to have. All of it follows from its mark, which is also its value, so that each
 * effect can be told from all others wherever it is found.
 *
 * @param mark {@code <nim>/<leaf>/<n>}
 */
record SimulationEffect(String mark, int entities) {
    /** Few entities, so that effects meet. */
    EntityKey entity() {
        return EntityKey.of("entity" + Math.floorMod(hash(), entities));
    }

    /** Every fifth is a delete. */
    CompostAction action() {
        CompostAction[] mix = {
            CompostAction.CREATE, CompostAction.UPDATE, CompostAction.UPDATE, CompostAction.DELETE, CompostAction.UPDATE
        };
        return mix[Math.floorMod(hash() / 64, mix.length)];
    }

    JsonPayload data() {
        return JsonPayload.of("\"" + mark + "\"");
    }

    private int hash() {
        return mark.hashCode() * 0x9E3779B1 >>> 4;
    }
}
