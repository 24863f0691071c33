package com.nimsforest.node.bootstrap.faults;

import java.time.Duration;
import java.util.List;

/** Machines that lose what their disks have not got yet. */
final class PowerCut {
    private PowerCut() {}

    static void ofAll(Mesh mesh) {
        mesh.machines().forEach(Machine::freeze);
        mesh.machines().forEach(machine -> mesh.disk(machine).photograph());
        mesh.machines().forEach(Machine::kill);
        mesh.machines().forEach(machine -> mesh.disk(machine).loseTheRest());
        mesh.machines().forEach(Machine::launch);
    }

    /**
     * What only two machines have was acknowledged; one of them loses power and the other is paused when the third, which
     * never had it, makes a majority with what is left of the first.
     */
    static void ofOneWithTheOthersPaused(Mesh mesh) {
        Machine leader = mesh.leader();
        List<Machine> followers = mesh.followers();
        Machine late = followers.get(0);
        Machine cut = followers.get(1);
        late.freeze();
        Until.passes(Duration.ofSeconds(3));
        cut.freeze();
        mesh.disk(cut).photograph();
        leader.freeze();
        cut.kill();
        mesh.disk(cut).loseTheRest();
        late.thaw();
        cut.launch();
        Until.passes(Duration.ofSeconds(10));
        leader.thaw();
    }
}
