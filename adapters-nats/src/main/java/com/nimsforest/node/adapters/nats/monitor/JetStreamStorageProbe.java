package com.nimsforest.node.adapters.nats.monitor;

import com.nimsforest.node.adapters.nats.api.ApiRequestException;
import com.nimsforest.node.adapters.nats.api.ForestStreamLayout;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.api.JetStreamErrorCode;
import com.nimsforest.node.adapters.nats.api.StreamInfo;
import com.nimsforest.node.adapters.nats.provision.StreamProvisioner;
import com.nimsforest.node.domain.health.HealthFact;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.JetStreamFacts;
import com.nimsforest.node.domain.health.ProblemKind;
import com.nimsforest.node.domain.health.StreamFacts;
import com.nimsforest.node.domain.health.StreamReplicaFacts;
import com.nimsforest.node.domain.wording.CountedNoun;
import com.nimsforest.node.ports.driven.operations.StorageProbe;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Looks at JetStream and the streams of the layout; all questions at once, each bounded. */
public final class JetStreamStorageProbe implements StorageProbe {
    private static final int MUCH_PERCENT = 85;
    /** No message of the forest is much smaller. */
    private static final int SMALLEST = 1024;

    private final JetStreamApi api;
    private final StreamProvisioner provisioner;
    private final Supplier<String> metaLeader;
    private final RemovedEntries removed;
    private final StreamChangeDetector changes;
    /** The answers of before, of streams without followers: how those are, nobody but the leader tells. */
    private final Map<String, StreamInfo> alone = new ConcurrentHashMap<>();
    /** Each stream as it was when it last answered; by name. */
    private final Map<String, StreamFacts> lastRead = new ConcurrentSkipListMap<>();

    /** @param metaLeader who leads the meta group; empty when nobody does */
    public JetStreamStorageProbe(
            JetStreamApi api,
            StreamProvisioner provisioner,
            Supplier<String> metaLeader,
            StreamChangeDetector changes,
            Clock clock) {
        this.removed = new RemovedEntries(clock, ForestStreamLayout.SOIL);
        this.api = api;
        this.provisioner = provisioner;
        this.metaLeader = metaLeader;
        this.changes = changes;
    }

    @Override
    public JetStreamFacts probe() {
        CompletableFuture<JsonNode> account = api.call("INFO", null);
        alone.keySet().retainAll(changes.unchanged());
        List<CompletableFuture<Optional<StreamFacts>>> streams = streams();
        String leader = metaLeader.get();
        @Nullable Throwable failure = account.handle((info, failed) -> failed).join();
        List<StreamFacts> facts =
                streams.stream().flatMap(answer -> answer.join().stream()).toList();
        List<StreamFacts> read = List.copyOf(lastRead.values());
        return failure == null
                ? new JetStreamFacts(true, ofAccount(account.join()), leader, facts, read)
                : new JetStreamFacts(false, Optional.of(provisioner.describe(failure)), leader, List.of(), read);
    }

    /** The servers refuse what would go beyond the limit of the account, whichever stream it is for. */
    private static Optional<HealthFinding> ofAccount(JsonNode account) {
        long stored = account.path("storage").asLong(0);
        long most = account.path("limits").path("max_storage").asLong(-1);
        if (most <= 0 || stored * 100 / most < MUCH_PERCENT) {
            return Optional.empty();
        }
        ProblemKind kind = most - stored < SMALLEST ? ProblemKind.STORAGE_FULL : ProblemKind.ACCOUNT_NEARLY_FULL;
        return Optional.of(HealthFinding.about("the account", kind)
                .with(HealthFact.COUNT, stored)
                .with(HealthFact.MOST, most));
    }

    /** The leaves of others are kept too, where this one asks for none. */
    private List<CompletableFuture<Optional<StreamFacts>>> streams() {
        List<String> wanted = provisioner.streams();
        Stream<CompletableFuture<Optional<StreamFacts>>> own =
                wanted.stream().map(name -> stream(name).thenApply(Optional::of));
        return wanted.contains(ForestStreamLayout.LEAVES)
                ? own.toList()
                : Stream.concat(own, Stream.of(ifThere(ForestStreamLayout.LEAVES)))
                        .toList();
    }

    private CompletableFuture<Optional<StreamFacts>> ifThere(String name) {
        return info(name).handle((info, failure) -> {
            if (failure == null) {
                return Optional.of(remembered(name, info));
            }
            forgetIfGone(name, failure);
            return Optional.empty();
        });
    }

    private CompletableFuture<StreamFacts> stream(String name) {
        return info(name).handle((info, failure) -> failure == null ? remembered(name, info) : missing(name, failure));
    }

    private CompletableFuture<StreamInfo> info(String name) {
        StreamInfo before = alone.get(name);
        if (before != null) {
            return CompletableFuture.completedFuture(before);
        }
        return StreamInfo.get(api, name).whenComplete((info, failure) -> {
            if (failure == null && info.replicas() == 1) {
                alone.put(name, info);
            }
        });
    }

    /** While it has no leader, any replica answers, and how the others are it does not know. */
    private StreamFacts remembered(String name, StreamInfo info) {
        StreamFacts stream = facts(name, info);
        if (info.isLed()) {
            lastRead.put(name, stream);
        }
        return stream;
    }

    private void forgetIfGone(String name, Throwable failure) {
        if (ApiRequestException.is(failure, JetStreamErrorCode.STREAM_NOT_FOUND)) {
            lastRead.remove(name);
        }
    }

    private StreamFacts missing(String name, Throwable failure) {
        forgetIfGone(name, failure);
        return StreamFacts.missing(name, provisioner.desiredReplicas(), provisioner.missing(name, failure));
    }

    private StreamFacts facts(String name, StreamInfo info) {
        int replicas = info.replicas();
        String leader = info.leader();
        boolean led = info.isLed();
        List<StreamReplicaFacts> followers = info.followers();
        int current = (led ? 1 : 0)
                + (int) followers.stream().filter(StreamReplicaFacts::current).count();
        List<HealthFinding> problems = sealed(name, info)
                .map(List::of)
                .orElseGet(() -> Stream.of(
                                full(name, info).stream(),
                                removed(name, info).stream(),
                                problems(name, led, replicas, current).stream())
                        .flatMap(each -> each)
                        .toList());
        return new StreamFacts(
                name,
                replicas,
                provisioner.desiredReplicas(),
                current,
                leader,
                info.messages(),
                peers(leader, followers),
                problems.stream().noneMatch(problem -> problem.kind().stopsInput()),
                problems,
                Duration.ofNanos(info.config().path("max_age").asLong(0)),
                holds(info));
    }

    /** A bound on bytes is told in messages of the size that they have now. */
    private static long holds(StreamInfo info) {
        ObjectNode config = info.config();
        if (!config.path("discard").asString("").equals("old")) {
            return 0;
        }
        long messages = config.path("max_msgs").asLong(-1);
        long bytes = config.path("max_bytes").asLong(-1);
        long byBytes = bytes > 0 && info.bytes() > 0 ? bytes * info.messages() / info.bytes() : Long.MAX_VALUE;
        long least = Math.min(messages > 0 ? messages : Long.MAX_VALUE, byBytes);
        return least == Long.MAX_VALUE ? 0 : least;
    }

    private static List<StreamReplicaFacts> peers(String leader, List<StreamReplicaFacts> followers) {
        Stream<StreamReplicaFacts> first =
                leader.isEmpty() ? Stream.empty() : Stream.of(new StreamReplicaFacts(leader, true, false, 0));
        return Stream.concat(first, followers.stream()).toList();
    }

    private static Optional<HealthFinding> sealed(String name, StreamInfo info) {
        return info.config().path("sealed").asBoolean(false)
                ? Optional.of(HealthFinding.about(name, ProblemKind.STREAM_SEALED))
                : Optional.empty();
    }

    /** Of a stream that refuses what is new when it is full: whether it is. */
    private static Optional<HealthFinding> full(String name, StreamInfo info) {
        ObjectNode config = info.config();
        if (!config.path("discard").asString("").equals("new")) {
            return Optional.empty();
        }
        HealthFinding full = HealthFinding.about(name, ProblemKind.STREAM_FULL);
        long most = config.path("max_msgs").asLong(-1);
        if (most > 0 && info.messages() >= most) {
            return Optional.of(full.with(HealthFact.LIMIT, CountedNoun.of(most, "messages")));
        }
        long bytes = config.path("max_bytes").asLong(-1);
        return bytes > 0 && info.bytes() >= bytes
                ? Optional.of(full.with(HealthFact.LIMIT, CountedNoun.of(bytes, "bytes")))
                : Optional.empty();
    }

    private Optional<HealthFinding> removed(String name, StreamInfo info) {
        return name.equals(ForestStreamLayout.SOIL) ? removed.seen(info) : Optional.empty();
    }

    private List<HealthFinding> problems(String name, boolean led, int replicas, int current) {
        if (!led) {
            return List.of(HealthFinding.about(name, ProblemKind.STREAM_UNAVAILABLE)
                    .with(HealthFact.ANSWER, "no server leads it"));
        }
        List<HealthFinding> provisioning = provisioner.problems(name);
        if (provisioning.stream().anyMatch(problem -> problem.kind().stopsInput())) {
            return provisioning;
        }
        if (current < replicas) {
            return List.of(HealthFinding.about(name, ProblemKind.REPLICAS_BEHIND)
                    .with(HealthFact.CURRENT, current)
                    .with(HealthFact.REPLICAS, replicas));
        }
        int desired = provisioner.desiredReplicas();
        if (replicas < desired) {
            return List.of(HealthFinding.about(name, ProblemKind.REPLICAS_TOO_FEW)
                    .with(HealthFact.REPLICAS, replicas)
                    .with(HealthFact.DESIRED, desired));
        }
        return provisioning;
    }
}
