package com.nimsforest.node.bootstrap.command.cluster;

import com.nimsforest.node.bootstrap.command.session.ForestCommandContext;
import com.nimsforest.node.bootstrap.settings.parse.PeerAddressParser;
import com.nimsforest.node.domain.mesh.MeshChange;
import com.nimsforest.node.domain.mesh.MeshChangePlanner;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.usecase.mesh.MeshSteps;

/** Machines that come and go. */
abstract class ClusterChangeCommand extends PlannedStepsCommand {
    ClusterChangeCommand(ForestCommandContext access, boolean applies) {
        super(access, applies);
    }

    /** Fails with an {@link IllegalArgumentException} that says what is expected. */
    abstract MeshChange change();

    /** Of a machine that comes: its name, once it is known that both can be those of a machine. */
    static String arriving(String name, String address) {
        try {
            PeerAddressParser.one(address);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(
                    address + ": expected host:port, such as 192.168.1.13:6222; " + malformed.getMessage(), malformed);
        }
        return Token.of(name).value();
    }

    @Override
    protected final Work prepare() {
        requireTime();
        MeshChange change = typed(this::change);
        return session -> {
            MeshChangePlanner planner =
                    new MeshChangePlanner(change, session.mesh().goal());
            return run(MeshSteps.by(servers(session)), planner);
        };
    }
}
