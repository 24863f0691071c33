package com.nimsforest.node.bootstrap.lab.bench;

import com.nimsforest.node.adapters.nats.forest.NatsAdapter;
import com.nimsforest.node.bootstrap.lab.process.BoundedWait;
import com.nimsforest.node.domain.compost.Compost;
import com.nimsforest.node.domain.compost.CompostAction;
import com.nimsforest.node.domain.health.ConsumerFacts;
import com.nimsforest.node.domain.health.JetStreamFacts;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.payload.RawPayload;
import com.nimsforest.node.domain.river.RiverData;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.HumusSlot;
import com.nimsforest.node.domain.soil.Revision;
import com.nimsforest.node.domain.soil.SoilChange;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.operations.NodeMetrics;
import com.nimsforest.node.ports.usecase.Decomposer;
import com.nimsforest.node.ports.usecase.NimLeafDispatcher;
import com.nimsforest.node.ports.usecase.NodePipeline;
import com.nimsforest.node.ports.usecase.TreeInputDispatcher;
import com.nimsforest.node.ports.usecase.plugin.PluginInvoker;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The side of the forest, assembled as in a node. */
final class ForestBenchClient implements BenchClient {
    private static final Token NIM = Token.of("bench");
    private static final int CONSUMERS = 3;
    private static final Subject PUT = Subject.of("river.bench.put");

    private final NatsAdapter forest;
    private final BenchPayload payload;
    private final BenchNodeThreads threads;
    private final Clock clock;
    private final NodeMetrics instruments;
    private @Nullable NodePipeline path;
    private int round;

    ForestBenchClient(
            NatsAdapter forest, BenchPayload payload, BenchNodeThreads threads, Clock clock, NodeMetrics instruments) {
        this.forest = forest;
        this.payload = payload;
        this.threads = threads;
        this.clock = clock;
        this.instruments = instruments;
    }

    /** Connects, and returns when all replicas of its streams are current. */
    void connect() {
        forest.connect();
        forest.provision();
        BoundedWait.until(
                "the streams are complete", () -> isComplete(forest.storage().probe()));
    }

    private static boolean isComplete(JetStreamFacts storage) {
        return storage.usable() && storage.streams().stream().allMatch(stream -> stream.current() >= stream.desired());
    }

    @Override
    public List<String> streams() {
        return path == null ? List.of("RIVER", "HUMUS", "KV_SOIL") : List.of("RIVER", "LEAVES", "HUMUS", "KV_SOIL");
    }

    @Override
    public void lookAtStreams() {
        forest.provision();
    }

    @Override
    public void nextRound() {
        round++;
    }

    @Override
    public CompletionStage<?> put(int number) {
        return put(PUT, number);
    }

    @Override
    public void putAndWait(int number) {
        put(number).toCompletableFuture().join();
    }

    @Override
    public CompletionStage<?> add(int number) {
        Compost compost = new Compost(key(number), CompostAction.CREATE, data(number), NIM.value(), clock.instant());
        return forest.humus().add(id(number), NIM, compost);
    }

    @Override
    public CompletionStage<?> bury(int number) {
        HumusSlot source = new HumusSlot(1, number + 1L, clock.instant());
        return forest.soil().bury(new SoilChange.Put(key(number), data(number), Revision.none(), source));
    }

    @Override
    public void buryAndWait(int number) {
        bury(number).toCompletableFuture().join();
    }

    @Override
    public void dig(int number) {
        if (forest.soil().dig(key(number)).isEmpty()) {
            throw new BenchException("no entry in the soil: " + key(number));
        }
    }

    @Override
    public CompletionStage<?> putIntoPath(int number) {
        return put(BenchTree.OF_THE_PATH.river(), number);
    }

    @Override
    public void openPath() {
        if (path == null) {
            PluginInvoker invoker = threads.plugins();
            NodePipeline pipeline = new NodePipeline(
                    new NimLeafDispatcher(
                            forest.leaves(),
                            forest.humus(),
                            forest.soil(),
                            forest.wind(),
                            List.of(BenchNims.Plain.of(BenchTree.OF_THE_PATH)),
                            invoker,
                            instruments),
                    new Decomposer(forest.humus(), forest.soil(), instruments),
                    new TreeInputDispatcher(
                            forest.river(), forest.leaves(), List.of(BenchTree.OF_THE_PATH), invoker, instruments));
            path = pipeline;
            pipeline.start();
            BoundedWait.until("the consumers are subscribed", this::isSubscribed);
        }
    }

    private boolean isSubscribed() {
        List<ConsumerFacts> consumers = forest.pipeline().consumers();
        return consumers.size() >= CONSUMERS
                && consumers.stream().allMatch(consumer -> consumer.waits().isEmpty())
                && isComplete(forest.storage().probe());
    }

    void closePath() {
        if (path != null) {
            path.stop();
            path = null;
        }
    }

    @Override
    public void close() {
        closePath();
        forest.close();
    }

    private CompletionStage<?> put(Subject subject, int number) {
        RiverData data = new RiverData(subject, RawPayload.ofText(payload.text(number)), clock.instant());
        return forest.river().flow(id(number), data);
    }

    private MessageId id(int number) {
        return new MessageId("bench-" + round + "-" + number);
    }

    private EntityKey key(int number) {
        return EntityKey.of("bench-" + round + "-" + number);
    }

    private JsonPayload data(int number) {
        return JsonPayload.of(payload.text(number));
    }
}
