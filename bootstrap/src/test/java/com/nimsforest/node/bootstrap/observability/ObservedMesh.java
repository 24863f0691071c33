package com.nimsforest.node.bootstrap.observability;

import com.nimsforest.node.adapters.nats.fixture.NatsMesh;
import com.nimsforest.node.bootstrap.NodeProcess;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Servers, with nodes beside them. */
final class ObservedMesh implements AutoCloseable {
    private static final int SIZE = 3;

    private final NatsMesh servers;
    private final List<NodeProcess> nodes = new ArrayList<>();

    private ObservedMesh(NatsMesh servers) {
        this.servers = servers;
    }

    /** All are there and ready. */
    static ObservedMesh start() {
        ObservedMesh mesh = beside(NatsMesh.start());
        try {
            mesh.startNodes(SIZE);
            mesh.nodes.forEach(NodeProcess::awaitReady);
            return mesh;
        } catch (RuntimeException failure) {
            mesh.close();
            throw failure;
        }
    }

    /** Without a node yet. */
    static ObservedMesh beside(NatsMesh servers) {
        return new ObservedMesh(servers);
    }

    /** One more with settings of its own. */
    NodeProcess startNode(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(settings(nodes.size()));
        all.putAll(more);
        nodes.add(NodeProcess.run(all));
        return nodes.get(nodes.size() - 1);
    }

    /** So many more, each beside the next server. */
    void startNodes(int more) {
        int there = nodes.size();
        IntStream.range(there, there + more)
                .mapToObj(machine -> NodeProcess.run(settings(machine)))
                .forEach(nodes::add);
    }

    private Map<String, String> settings(int machine) {
        return Map.of(
                "NODE_NAME",
                "node-" + (machine + 1),
                "NATS_URL",
                servers.server(machine).url(),
                "NATS_MONITOR_URL",
                servers.server(machine).monitorUrl().toString(),
                "CLUSTER_PEERS",
                String.join(",", servers.peersOf(machine)),
                "NATS_RECONNECT_WAIT",
                "200ms");
    }

    NatsMesh servers() {
        return servers;
    }

    NodeProcess node(int machine) {
        return nodes.get(machine);
    }

    List<NodeProcess> nodes() {
        return List.copyOf(nodes);
    }

    ObservedNode observed(int machine) {
        return new ObservedNode(node(machine));
    }

    List<ObservedNode> observedNodes() {
        return nodes.stream().map(ObservedNode::new).toList();
    }

    @Override
    public void close() {
        nodes.forEach(NodeProcess::close);
        servers.close();
    }
}
