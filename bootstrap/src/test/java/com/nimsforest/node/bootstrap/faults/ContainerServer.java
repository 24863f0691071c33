package com.nimsforest.node.bootstrap.faults;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.InternalServerErrorException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;

/** A server in a container, which keeps what it stores until it is removed: killed and started again, or frozen, it is the same. */
final class ContainerServer implements ServerControl {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CONFIGURATION = "/nats.conf";
    /** As the unit's KillSignal. */
    private static final String LAME_DUCK = "SIGUSR2";

    private final DockerClient docker = DockerClientFactory.instance().client();
    private final Future<String> image;
    private final Network outside;
    private final List<String> published;
    private final Consumer<String> join;
    private final StringBuilder removed = new StringBuilder();
    private Contained container;

    /**
     * Does not begin it.
     *
     * @param outside the network that its published ports are in
     * @param published pairs of a port of this machine and one of the container, as {@code 12345:4222}
     * @param join what to do with the container's id before it starts for the first time
     */
    ContainerServer(Future<String> image, Network outside, List<String> published, Consumer<String> join) {
        this.image = image;
        this.outside = outside;
        this.published = List.copyOf(published);
        this.join = join;
    }

    /** A container that joins another network before its server starts. */
    private static final class Contained extends GenericContainer<Contained> {
        private final Consumer<String> join;

        Contained(Future<String> image, Consumer<String> join) {
            super(image);
            this.join = join;
        }

        @Override
        protected void containerIsCreated(String id) {
            join.accept(id);
        }
    }

    String id() {
        return container.getContainerId();
    }

    @Override
    public String store() {
        return "/data";
    }

    /** The version is the image's. */
    @Override
    public void launch(String version, String configuration) {
        if (container == null) {
            container = new Contained(image, join)
                    .withNetwork(outside)
                    .withCommand("-c", CONFIGURATION)
                    .withCreateContainerCmdModifier(command -> command.withStopSignal(LAME_DUCK))
                    .withCopyToContainer(Transferable.of(configuration), CONFIGURATION)
                    .waitingFor(Wait.forLogMessage(".*Listening for client connections.*", 1));
            container.setPortBindings(published);
            container.start();
        } else {
            container.copyFileToContainer(Transferable.of(configuration), CONFIGURATION);
            docker.startContainerCmd(id()).exec();
        }
    }

    @Override
    public void kill() {
        docker.killContainerCmd(id()).exec();
        awaitEnd();
    }

    @Override
    public void stop() {
        docker.stopContainerCmd(id()).withTimeout((int) PATIENCE.toSeconds()).exec();
        awaitEnd();
    }

    private void awaitEnd() {
        HarnessWait.holds("container " + id() + " ends", PATIENCE, () -> !runs());
    }

    @Override
    public void freeze() {
        HarnessWait.holds("container " + id() + " stands still", PATIENCE, this::pause);
    }

    /** An engine gives up soon when a thread waits for the disk, which nothing can stop; whether it stands still. */
    private boolean pause() {
        try {
            docker.pauseContainerCmd(id()).exec();
            return true;
        } catch (InternalServerErrorException notNow) {
            return false;
        }
    }

    @Override
    public void thaw() {
        docker.unpauseContainerCmd(id()).exec();
    }

    /** The next launch makes a new container in the same place. */
    @Override
    public void wipe() {
        removed.append(container.getLogs());
        container.stop();
        container = null;
    }

    @Override
    public boolean runs() {
        return container != null
                && Boolean.TRUE.equals(
                        docker.inspectContainerCmd(id()).exec().getState().getRunning());
    }

    @Override
    public String log() {
        return removed + (container == null ? "" : container.getLogs());
    }

    @Override
    public void close() {
        if (container != null) {
            container.stop();
        }
    }
}
