package com.nimsforest.node.bootstrap.faults;

import java.time.Duration;
import java.util.List;

/** Machines that lose what their disks have not got yet. */
final class PowerCut {
    private PowerCut() {}

    static void ofAll(FaultMesh mesh) {
        mesh.machines().forEach(MeshMachine::freeze);
        mesh.machines().forEach(machine -> mesh.disk(machine).photograph());
        mesh.machines().forEach(MeshMachine::kill);
        mesh.machines().forEach(machine -> mesh.disk(machine).loseTheRest());
        mesh.machines().forEach(MeshMachine::launch);
    }

    /**
     * What only two machines have was acknowledged; one of them loses power and the other is paused when the third, which
     * never had it, makes a majority with what is left of the first.
     */
    static void ofOneWithTheOthersPaused(FaultMesh mesh) {
        MeshMachine leader = mesh.leader();
        List<MeshMachine> followers = mesh.followers();
        MeshMachine late = followers.get(0);
        MeshMachine cut = followers.get(1);
        late.freeze();
        HarnessWait.passes(Duration.ofSeconds(3));
        cut.freeze();
        mesh.disk(cut).photograph();
        leader.freeze();
        cut.kill();
        mesh.disk(cut).loseTheRest();
        late.thaw();
        cut.launch();
        HarnessWait.passes(Duration.ofSeconds(10));
        leader.thaw();
    }
}
