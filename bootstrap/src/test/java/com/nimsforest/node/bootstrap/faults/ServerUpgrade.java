package com.nimsforest.node.bootstrap.faults;

/** Another nats-server on all machines of a mesh. */
final class ServerUpgrade {
    private ServerUpgrade() {}

    /** As docs/DEPLOYMENT.md tells it: all nodes stop, then all servers, politely; then all are the new ones. */
    static void together(FaultMesh mesh, String version) {
        mesh.machines().forEach(mesh::leave);
        mesh.machines().parallelStream().forEach(MeshMachine::stop);
        mesh.machines().forEach(machine -> machine.version(version));
        mesh.machines().forEach(mesh::start);
    }

    /** One machine after the other, each time until all copies are up to date. */
    static void oneByOne(FaultMesh mesh, String version) {
        for (MeshMachine machine : mesh.machines()) {
            mesh.stop(machine);
            machine.version(version);
            mesh.start(machine);
            mesh.awaitRecovered();
        }
    }
}
