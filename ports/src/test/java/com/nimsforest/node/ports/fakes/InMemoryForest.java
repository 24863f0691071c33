package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.domain.subject.SubjectPatternSet;
import com.nimsforest.node.ports.driven.DeliveryHandler;
import com.nimsforest.node.ports.driven.Subscription;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * All driven ports of one node, in memory. Nodes that are made on the same {@link InMemoryServers} are one fleet. Any
 * thread.
 */
public final class InMemoryForest implements AutoCloseable {
    private final InMemoryServers servers;
    private final FakeSidecarConnection sidecar;
    private final FakeServerLink link;
    private final InMemoryWind wind;
    private final InMemoryRiver river;
    private final InMemoryLeaves leaves;
    private final InMemoryHumus humus;
    private final InMemorySoil soil;
    private final InMemoryEntityLeaves entityLeaves;
    private final InMemoryEntityHumus entityHumus;
    private final List<InMemoryOwnership> ownerships = new ArrayList<>();
    private final InMemoryStreamSnapshot snapshot;
    private final InMemoryDeadLetters deadLetters;
    private final FakeStorageProbe storage = new FakeStorageProbe();
    private final FakeClusterView cluster = new FakeClusterView();
    private final FakePipelineProbe pipeline = new FakePipelineProbe();
    private final List<InMemoryPullSubscription> members = new ArrayList<>();
    private final List<InMemoryStreamReader> readers = new ArrayList<>();
    private Runnable end = () -> {};

    /** A connected node of the fleet on these servers. */
    public InMemoryForest(InMemoryServers servers, Clock clock) {
        this.servers = servers;
        this.sidecar = FakeSidecarConnection.connected(clock);
        this.link = new FakeServerLink(sidecar);
        this.wind = new InMemoryWind(servers, link);
        this.river = new InMemoryRiver(servers, this);
        this.leaves = new InMemoryLeaves(servers, this);
        this.humus = new InMemoryHumus(servers, this);
        this.soil = new InMemorySoil(servers, this);
        this.entityLeaves = new InMemoryEntityLeaves(servers, this);
        this.entityHumus = new InMemoryEntityHumus(servers, this);
        this.snapshot = new InMemoryStreamSnapshot(servers, this);
        this.deadLetters = new InMemoryDeadLetters(servers, this);
        sidecar.onTransition(transition -> servers.locked(servers::wakeAll));
    }

    /** One node on servers of its own that run on threads of their own, in real time; to be closed. */
    public static InMemoryForest running() {
        ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(4, task -> {
            Thread thread = new Thread(task, "in-memory-forest");
            thread.setDaemon(true);
            return thread;
        });
        InMemoryForest forest = new InMemoryForest(new InMemoryServers(Clock.systemUTC(), threads), Clock.systemUTC());
        forest.end = threads::shutdownNow;
        return forest;
    }

    public InMemoryServers servers() {
        return servers;
    }

    public FakeSidecarConnection sidecar() {
        return sidecar;
    }

    public InMemoryWind wind() {
        return wind;
    }

    public InMemoryRiver river() {
        return river;
    }

    public InMemoryLeaves leaves() {
        return leaves;
    }

    public InMemoryHumus humus() {
        return humus;
    }

    public InMemoryEntityLeaves entityLeaves() {
        return entityLeaves;
    }

    public InMemoryEntityHumus entityHumus() {
        return entityHumus;
    }

    public InMemorySoil soil() {
        return soil;
    }

    public InMemoryStreamSnapshot snapshot() {
        return snapshot;
    }

    public InMemoryDeadLetters deadLetters() {
        return deadLetters;
    }

    public FakeStorageProbe storage() {
        return storage;
    }

    public FakeClusterView cluster() {
        return cluster;
    }

    public FakePipelineProbe pipeline() {
        return pipeline;
    }

    /** Cuts this node off: calls fail, nothing is delivered, verdicts do not reach the servers. */
    public void disconnect() {
        sidecar.disconnect();
    }

    public void restore() {
        sidecar.restore();
    }

    /** Ends this node as a kill does: what it has in flight is given to others, and its later verdicts count for nothing. */
    public void crash() {
        link.crash();
        sidecar.end();
        List.copyOf(members).forEach(InMemoryPullSubscription::crash);
        List.copyOf(ownerships).forEach(InMemoryOwnership::crash);
        List.copyOf(readers).forEach(InMemoryStreamReader::close);
    }

    @Override
    public void close() {
        sidecar.end();
        end.run();
    }

    /** Under the lock. */
    void add(InMemoryOwnership ownership) {
        ownerships.add(ownership);
    }

    FakeServerLink link() {
        return link;
    }

    Subscription join(
            InMemoryStream stream, String name, SubjectPatternSet filters, DeliveryHandler<InMemoryMessage> handler) {
        InMemoryConsumer consumer = servers.locked(() -> servers.consumer(stream, name));
        link.whenUp(() -> servers.locked(() -> consumer.filter(filters)));
        InMemoryPullSubscription member = consumer.join(link, handler);
        servers.locked(() -> members.add(member));
        return member;
    }

    Subscription read(
            InMemoryStream stream, long after, Predicate<InMemoryMessage> wanted, Consumer<InMemoryMessage> listener) {
        InMemoryStreamReader reader = new InMemoryStreamReader(servers, stream, link, wanted, listener);
        reader.startAfter(after);
        servers.locked(() -> {
            readers.add(reader);
            servers.add(reader);
        });
        return reader;
    }
}
