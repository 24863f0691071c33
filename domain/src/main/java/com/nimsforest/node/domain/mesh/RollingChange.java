package com.nimsforest.node.domain.mesh;

import com.nimsforest.node.domain.mesh.MeshStep.Kind;
import java.util.List;

/** A change of every machine in turn, in one stage or more: the next stage begins when all machines have the one before. */
public enum RollingChange {
    /** Another nats-server and node. */
    UPGRADE(Kind.UPGRADE_MACHINE),
    /** Another token: routes are of both authorities meanwhile, so none is refused. */
    TOKEN(Kind.TRUST_TOKEN, Kind.SWITCH_TOKEN, Kind.DROP_TOKEN);

    private final List<Kind> stages;

    RollingChange(Kind... stages) {
        this.stages = List.of(stages);
    }

    public List<Kind> stages() {
        return stages;
    }
}
