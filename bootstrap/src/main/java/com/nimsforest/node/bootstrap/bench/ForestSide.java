package com.nimsforest.node.bootstrap.bench;

import com.nimsforest.node.adapters.nats.forest.NatsForest;
import com.nimsforest.node.domain.compost.Compost;
import com.nimsforest.node.domain.compost.CompostAction;
import com.nimsforest.node.domain.health.ConsumerFacts;
import com.nimsforest.node.domain.health.StorageFacts;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.payload.RawPayload;
import com.nimsforest.node.domain.river.RiverData;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.Revision;
import com.nimsforest.node.domain.soil.Slot;
import com.nimsforest.node.domain.soil.SoilChange;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.Instruments;
import com.nimsforest.node.ports.usecase.Decomposer;
import com.nimsforest.node.ports.usecase.NimKeeper;
import com.nimsforest.node.ports.usecase.Pipeline;
import com.nimsforest.node.ports.usecase.TreeKeeper;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The forest, with its parts put together as in a node. */
final class ForestSide implements Side {
    private static final Token NIM = Token.of("bench");
    private static final int CONSUMERS = 3;
    private static final Subject PUT = Subject.of("river.bench.put");

    private final NatsForest forest;
    private final Payload payload;
    private final Crew crew;
    private final Clock clock;
    private final Instruments instruments;
    private @Nullable Pipeline path;
    private int round;

    ForestSide(NatsForest forest, Payload payload, Crew crew, Clock clock, Instruments instruments) {
        this.forest = forest;
        this.payload = payload;
        this.crew = crew;
        this.clock = clock;
        this.instruments = instruments;
    }

    /** Connects, and returns when its streams are there with all their copies. */
    void begin() {
        forest.connect();
        forest.provision();
        Until.holds("the streams are made", () -> isWhole(forest.storage().probe()));
    }

    private static boolean isWhole(StorageFacts storage) {
        return storage.usable() && storage.streams().stream().allMatch(stream -> stream.current() >= stream.desired());
    }

    @Override
    public List<String> streams() {
        return path == null ? List.of("RIVER", "HUMUS", "KV_SOIL") : List.of("RIVER", "LEAVES", "HUMUS", "KV_SOIL");
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
    public void putNow(int number) {
        put(number).toCompletableFuture().join();
    }

    @Override
    public CompletionStage<?> add(int number) {
        Compost compost = new Compost(key(number), CompostAction.CREATE, data(number), NIM.value(), clock.instant());
        return forest.humus().add(id(number), NIM, compost);
    }

    @Override
    public CompletionStage<?> bury(int number) {
        Slot source = new Slot(1, number + 1L, clock.instant());
        return forest.soil().bury(new SoilChange.Put(key(number), data(number), Revision.none(), source));
    }

    @Override
    public void buryNow(int number) {
        bury(number).toCompletableFuture().join();
    }

    @Override
    public void dig(int number) {
        if (forest.soil().dig(key(number)).isEmpty()) {
            throw new BenchFailure("the soil has lost " + key(number));
        }
    }

    @Override
    public CompletionStage<?> enter(int number) {
        return put(BenchTree.SUBJECT, number);
    }

    @Override
    public void openPath() {
        if (path == null) {
            Pipeline made = new Pipeline(
                    new NimKeeper(
                            forest.leaves(),
                            forest.humus(),
                            forest.soil(),
                            forest.wind(),
                            List.of(new BenchNim()),
                            crew.nims(),
                            instruments),
                    new Decomposer(forest.humus(), forest.soil(), instruments),
                    new TreeKeeper(forest.river(), forest.leaves(), List.of(new BenchTree()), instruments));
            path = made;
            made.start();
            Until.holds("the consumers are made", this::takesPart);
        }
    }

    private boolean takesPart() {
        List<ConsumerFacts> consumers = forest.pipeline().consumers();
        return consumers.size() == CONSUMERS
                && consumers.stream().allMatch(consumer -> consumer.waits().isEmpty())
                && isWhole(forest.storage().probe());
    }

    @Override
    public void close() {
        if (path != null) {
            path.stop();
        }
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
