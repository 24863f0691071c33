package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.domain.compost.Compost;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.message.PublishReceipt;
import com.nimsforest.node.domain.payload.RawPayload;
import com.nimsforest.node.domain.river.RiverData;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPatternSet;
import com.nimsforest.node.ports.driven.MessageDelivery;
import com.nimsforest.node.ports.driven.Verdict;
import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What the nodes of a fleet share: the servers with their streams, consumers and wind. Any thread. Messages are given
 * again at once unless {@link #redeliverAfter} says otherwise.
 */
public final class InMemoryServers {
    public static final int LARGEST_MESSAGE = 1024 * 1024;

    private static final Duration MINUTES = Duration.ofMinutes(1);

    private final ConditionLock lock = new ConditionLock();
    private final Clock clock;
    private final ScheduledExecutorService scheduler;
    private final InMemoryStream river = InMemoryStream.of("RIVER", "river.>", MINUTES.multipliedBy(2), 0);
    private final InMemoryStream humus = InMemoryStream.of("HUMUS", "humus.>", MINUTES.multipliedBy(10), 0);
    private final InMemoryStream soil = InMemoryStream.of("KV_SOIL", "$KV.SOIL.>", MINUTES.multipliedBy(2), 10);
    private final InMemoryStream leaves =
            new InMemoryStream("LEAVES", SubjectPatternSet.empty(), MINUTES.multipliedBy(10), 0);
    private final InMemoryStream setAside = InMemoryStream.of("ASIDE", "aside.>", MINUTES.multipliedBy(10), 0);
    private final List<InMemoryStream> streams = List.of(river, humus, soil, leaves, setAside);
    private final InMemorySetAside riverData = new InMemorySetAside(this, setAside);
    private final Map<String, InMemoryConsumer> consumers = new TreeMap<>();
    private final Map<String, InMemoryOwnedConsumer> ownedConsumers = new TreeMap<>();
    private final List<InMemoryStreamReader> readers = new ArrayList<>();
    private final List<InMemoryWindSubscription> catchers = new ArrayList<>();
    private final DecodedBodies<RiverData> riverBodies = new DecodedBodies<>(FakeWireFormat::riverData);
    private final DecodedBodies<Leaf> leafBodies = new DecodedBodies<>(FakeWireFormat::leaf);
    private final DecodedBodies<Compost> compostBodies = new DecodedBodies<>(FakeWireFormat::compost);
    private final InMemoryDeadLetterStore deadLetters = new InMemoryDeadLetterStore();
    private IntFunction<Duration> redeliverAfter = failed -> Duration.ZERO;
    private Duration closeWithin = Duration.ofSeconds(2);
    private boolean storageThere = true;

    public InMemoryServers(Clock clock, ScheduledExecutorService scheduler) {
        this.clock = clock;
        this.scheduler = scheduler;
    }

    /** How long a message waits after its n-th failure, or after a postponement (which asks for 1). */
    public InMemoryServers redeliverAfter(IntFunction<Duration> delay) {
        redeliverAfter = delay;
        return this;
    }

    /** How long closing a subscription waits for verdicts, in real time. */
    public InMemoryServers closeWithin(Duration bound) {
        closeWithin = bound;
        return this;
    }

    /** From now on nothing can be stored or read, and nothing is delivered. */
    public void loseStorage() {
        locked(() -> storageThere = false);
    }

    public void regainStorage() {
        locked(() -> {
            storageThere = true;
            wakeAll();
        });
    }

    /** Loses the humus and makes it anew: its sequences begin again in a later epoch. */
    public void remakeHumus() {
        locked(() -> {
            humus.remake();
            consumers.values().stream().filter(consumer -> consumer.isOn(humus)).forEach(InMemoryConsumer::forget);
        });
    }

    /** Takes its last messages from a stream, as a power cut does of what was not on the disk: their places are free. */
    public void loseEnd(String name, int messages) {
        locked(() -> named(name).forEach(stream -> {
            stream.loseEnd(messages);
            consumers.values().stream()
                    .filter(consumer -> consumer.isOn(stream))
                    .forEach(consumer -> consumer.forgetAfter(stream.last()));
        }));
    }

    /** From now on a stream makes room by dropping its oldest message, as one that discards old does. */
    public void discardOldest(String name, int most) {
        locked(() -> named(name).forEach(stream -> stream.discardOldest(most)));
    }

    /** Forgets which ids were stored, as when the duplicate window has passed. */
    public void forgetIds() {
        locked(() -> streams.forEach(InMemoryStream::forgetIds));
    }

    /** Sends bytes as another client does. */
    public void putRaw(String subject, byte[] body) {
        locked(() -> {
            blow(subject, RawPayload.of(body));
            streams.stream()
                    .filter(stream -> stream.takes(subject))
                    .findFirst()
                    .ifPresent(stream ->
                            store(stream, InMemoryMessage.unsent(subject, Optional.empty(), RawPayload.of(body))));
        });
    }

    /** How many messages a stream holds. */
    public long messages(String stream) {
        return locked(() -> named(stream).mapToLong(one -> one.all().size()).sum());
    }

    private Stream<InMemoryStream> named(String name) {
        return streams.stream().filter(stream -> stream.name().equals(name));
    }

    RiverData riverData(RawPayload body) {
        return riverBodies.of(body);
    }

    Leaf leaf(RawPayload body) {
        return leafBodies.of(body);
    }

    Compost compost(RawPayload body) {
        return compostBodies.of(body);
    }

    InMemoryStream river() {
        return river;
    }

    InMemoryStream humus() {
        return humus;
    }

    InMemoryStream setAside() {
        return setAside;
    }

    InMemorySetAside riverData() {
        return riverData;
    }

    InMemoryStream soil() {
        return soil;
    }

    InMemoryStream leaves() {
        return leaves;
    }

    TreeMap<Long, InMemoryDeadLetterStore.StoredDeadLetter> deadLetters() {
        return deadLetters.byNumber();
    }

    InMemoryConsumer consumer(InMemoryStream stream, String name) {
        return consumers.computeIfAbsent(
                stream.name() + "/" + name,
                any -> new InMemoryConsumer(this, stream, name, stream == river || stream == setAside));
    }

    /** The consumer that is there; empty when nobody ever took part in it. */
    Optional<InMemoryConsumer> present(InMemoryStream stream, String name) {
        return Optional.ofNullable(consumers.get(stream.name() + "/" + name));
    }

    InMemoryOwnedConsumer owned(String name, SubjectPatternSet filter) {
        return ownedConsumers.computeIfAbsent(name, any -> new InMemoryOwnedConsumer(this, name, filter));
    }

    /** Up to which sequence all is finished by the consumer; 0 when it was never there. */
    long floor(InMemoryStream stream, String name) {
        return present(stream, name).map(InMemoryConsumer::floor).orElse(0L);
    }

    void wakeOwners() {
        ownedConsumers.values().forEach(InMemoryOwnedConsumer::wake);
    }

    /** Gives the leaves of every entity nim to another node, without telling the one before. */
    public void moveOwners() {
        locked(() -> ownedConsumers.values().forEach(InMemoryOwnedConsumer::moveOwner));
    }

    /** Removes all that a stream holds; its sequences go on. */
    public void purge(String stream) {
        dropUpTo(stream, Long.MAX_VALUE);
    }

    /** Drops what a stream holds up to that sequence, as its bounds do. */
    public void dropUpTo(String stream, long sequence) {
        locked(() -> named(stream)
                .forEach(one -> one.all().stream()
                        .filter(message -> message.sequence() <= sequence)
                        .forEach(message -> one.remove(message.sequence()))));
    }

    /** Drops from the humus what is older than that and what the decomposer and the announcer are done with. */
    public void dropDecomposed(Duration age) {
        locked(() -> {
            Instant young = clock.instant().minus(age);
            long done = Math.min(floor(humus, "decomposer"), floor(humus, InMemoryEntityHumus.ANNOUNCER));
            humus.all().stream()
                    .filter(message ->
                            message.sequence() <= done && message.time().isBefore(young))
                    .forEach(message -> humus.remove(message.sequence()));
        });
    }

    /** Forgets which ids of leaves were stored. */
    public void forgetIdsOfLeaves() {
        locked(leaves::forgetIds);
    }

    Collection<InMemoryConsumer> consumers() {
        return consumers.values();
    }

    void add(InMemoryStreamReader reader) {
        readers.add(reader);
        reader.wake();
    }

    void forget(InMemoryStreamReader reader) {
        readers.remove(reader);
    }

    void add(InMemoryWindSubscription catcher) {
        catchers.add(catcher);
    }

    void forget(InMemoryWindSubscription catcher) {
        catchers.remove(catcher);
    }

    boolean isStorageThere() {
        return storageThere;
    }

    void demandStorage(String what) {
        if (!storageThere) {
            throw new StorageUnavailableException("the servers keep nothing now: " + what);
        }
    }

    static void demandSize(String subject, RawPayload body) {
        if (body.size() > LARGEST_MESSAGE) {
            throw new RejectedInputException(subject + ": " + body.size() + " bytes are more than the servers take");
        }
    }

    PublishReceipt store(InMemoryStream stream, InMemoryMessage message) {
        return store(stream, message, message.id());
    }

    PublishReceipt store(InMemoryStream stream, InMemoryMessage message, Optional<MessageId> dedupe) {
        demandSize(message.subject(), message.body());
        demandStorage(message.subject());
        PublishReceipt receipt = stream.append(message, dedupe, clock.instant());
        if (!receipt.duplicate()) {
            wakeThoseOf(stream);
        }
        return receipt;
    }

    void blow(String subject, RawPayload body) {
        Subject sent = Subject.of(subject);
        catchers.forEach(catcher -> catcher.hear(sent, body));
    }

    void addDeadLetter(String stream, String consumer, MessageDelivery<InMemoryMessage> delivery, Verdict verdict) {
        if (stream.equals(setAside.name())) {
            deadLetters.addOfSetAside(clock.instant(), delivery, verdict);
        } else {
            deadLetters.add(clock.instant(), stream, consumer, delivery, verdict);
        }
    }

    private void wakeThoseOf(InMemoryStream stream) {
        consumers.values().stream().filter(consumer -> consumer.isOn(stream)).forEach(InMemoryConsumer::wakeAll);
        readers.stream().filter(reader -> reader.isOf(stream)).forEach(InMemoryStreamReader::wake);
        wakeOwners();
    }

    void wakeAll() {
        consumers.values().forEach(InMemoryConsumer::wakeAll);
        readers.forEach(InMemoryStreamReader::wake);
        wakeOwners();
    }

    void execute(Runnable task) {
        scheduler.execute(task);
    }

    void later(int failed, Runnable action) {
        Duration delay = redeliverAfter.apply(failed);
        scheduler.schedule(() -> locked(action), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    void changed() {
        lock.changed();
    }

    void locked(Runnable action) {
        lock.locked(action);
    }

    <T> T locked(Supplier<T> action) {
        return lock.locked(action);
    }

    void awaitThat(BooleanSupplier condition) {
        lock.awaitThat(condition, closeWithin);
    }
}
