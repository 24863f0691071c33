package com.nimsforest.node.bootstrap.faults;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.Network.Ipam;
import com.nimsforest.node.adapters.nats.fixture.NatsServerImage;
import com.nimsforest.node.adapters.nats.fixture.ReservedPorts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Network;

/**
 * Servers in containers on two networks. By the outer one nodes and the harness reach each server, at ports of this machine that
 * stay when a container is started again. The inner one has the routes of the mesh and nothing else; to be cut off is to be
 * disconnected from it. What is left when this process ends before it has closed is removed by Testcontainers.
 */
final class ContainerHosting implements ServerHosting {
    private static final int CLIENT = 4222;
    private static final int MONITOR = 8222;
    private static final int ROUTE = 6222;
    private static final int ATTEMPTS = 20;

    private final Path folder = ServerHosting.temporary();
    private final Future<String> image;
    private final DockerClient docker;
    private final Network inner;
    private final String subnet;
    private final Network outer = Network.newNetwork();
    private final List<Place> places = new ArrayList<>();
    private final List<ContainerServer> servers = new ArrayList<>();

    ContainerHosting(String version) {
        image = NatsServerImage.of(version);
        docker = DockerClientFactory.instance().client();
        inner = inner(ATTEMPTS);
        subnet = docker.inspectNetworkCmd()
                .withNetworkId(inner.getId())
                .exec()
                .getIpam()
                .getConfig()
                .get(0)
                .getSubnet();
        for (int k = 0; k < SIZE; k++) {
            add(k);
        }
    }

    /** Only on a network whose addresses were chosen can a container have the same one again. */
    private static Network inner(int attempts) {
        String subnet = "10.214." + ThreadLocalRandom.current().nextInt(256) + ".0/24";
        Network network = Network.builder()
                .createNetworkCmdModifier(command -> command.withInternal(true)
                        .withIpam(new Ipam().withConfig(new Ipam.Config().withSubnet(subnet))))
                .build();
        try {
            network.getId();
            return network;
        } catch (DockerException taken) {
            if (attempts == 1) {
                throw taken;
            }
            return inner(attempts - 1);
        }
    }

    private void add(int k) {
        int client = ReservedPorts.free();
        int monitor = ReservedPorts.free();
        String host = DockerClientFactory.instance().dockerHostIpAddress();
        String route = address(k) + ":" + ROUTE;
        places.add(new Place(
                new Ends("0.0.0.0:" + CLIENT, "0.0.0.0:" + MONITOR, route),
                new Ends(host + ":" + client, host + ":" + monitor, route)));
        List<String> published = List.of(client + ":" + CLIENT, monitor + ":" + MONITOR);
        servers.add(new ContainerServer(image, outer, published, id -> join(k, id)));
    }

    /** The engine itself takes the first address. */
    private String address(int k) {
        return subnet.replaceAll("0/24$", "" + (k + 11));
    }

    private void join(int k, String id) {
        docker.connectToNetworkCmd()
                .withNetworkId(inner.getId())
                .withContainerId(id)
                .withContainerNetwork(
                        new ContainerNetwork().withIpamConfig(new ContainerNetwork.Ipam().withIpv4Address(address(k))))
                .exec();
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public List<Place> places() {
        return List.copyOf(places);
    }

    /** It stores in its container. */
    @Override
    public ServerControl server(int place, Path store) {
        return servers.get(place);
    }

    @Override
    public void cut(int place, boolean bothDirections) {
        if (!bothDirections) {
            throw new UnsupportedOperationException("a container is cut off in both directions");
        }
        docker.disconnectFromNetworkCmd()
                .withNetworkId(inner.getId())
                .withContainerId(servers.get(place).id())
                .exec();
    }

    @Override
    public void heal(int place) {
        join(place, servers.get(place).id());
    }

    @Override
    public void close() {
        servers.forEach(ContainerServer::close);
        inner.close();
        outer.close();
        SystemShell.run("rm", "-rf", folder.toString());
    }
}
