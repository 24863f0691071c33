package com.nimsforest.node.ports.usecase.entity;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.handler.FailingMessage;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.leaf.LeafSubjectRules;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.EntityHumus;
import com.nimsforest.node.ports.driven.EntityLeaves;
import com.nimsforest.node.ports.driven.EntityStateCodec;
import com.nimsforest.node.ports.driven.Humus;
import com.nimsforest.node.ports.driven.LeafOwnership;
import com.nimsforest.node.ports.driven.Soil;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.Verdict;
import com.nimsforest.node.ports.driven.operations.NodeMetrics;
import com.nimsforest.node.ports.driving.EntityNim;
import com.nimsforest.node.ports.driving.ExpiringEntityNim;
import com.nimsforest.node.ports.driving.TimedEntityNim;
import com.nimsforest.node.ports.usecase.entity.due.EntityDueWatch;
import com.nimsforest.node.ports.usecase.entity.state.EntityStateReader;
import com.nimsforest.node.ports.usecase.entity.state.EntityStateWriter;
import com.nimsforest.node.ports.usecase.entity.state.EntityWaitList;
import com.nimsforest.node.ports.usecase.plugin.PluginDescription;
import com.nimsforest.node.ports.usecase.plugin.PluginInvoker;
import com.nimsforest.node.ports.usecase.plugin.PluginQueue;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the entity nims of this node the leaves that they own, each entity's in order and each leaf once. Nims run on
 * threads of the given invoker, several entities at once.
 */
public final class EntityNimDispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(EntityNimDispatcher.class);
    /** How many entities of a nim are worked at a time. */
    private static final int AT_ONCE = 8;

    private static final Verdict STOPPED = Verdict.postpone("this node stops owning the leaves");

    private final EntityLeaves leaves;
    private final EntityHumus states;
    private final Humus humus;
    private final Soil soil;
    private final EntityStateCodec codec;
    private final List<EntityNim<?>> nims;
    private final PluginInvoker invoker;
    private final ScheduledExecutorService timer;
    private final Clock clock;
    private final NodeMetrics instruments;
    private final EntityWaitList waiting = new EntityWaitList();
    private final Map<Token, EntityLeafOrder> orders = new ConcurrentHashMap<>();
    private final List<FailingEntityLeaves> failing = new CopyOnWriteArrayList<>();

    public EntityNimDispatcher(
            EntityLeaves leaves,
            EntityHumus states,
            Humus humus,
            Soil soil,
            EntityStateCodec codec,
            List<EntityNim<?>> nims,
            PluginInvoker invoker,
            ScheduledExecutorService timer,
            Clock clock,
            NodeMetrics instruments) {
        this.leaves = requireNonNull(leaves, "leaves");
        this.states = requireNonNull(states, "states");
        this.humus = requireNonNull(humus, "humus");
        this.soil = requireNonNull(soil, "soil");
        this.codec = requireNonNull(codec, "codec");
        this.nims = List.copyOf(nims);
        this.invoker = requireNonNull(invoker, "invoker");
        this.timer = requireNonNull(timer, "timer");
        this.clock = requireNonNull(clock, "clock");
        this.instruments = requireNonNull(instruments, "instruments");
    }

    /** Begins to give leaves to the entity nims. Patterns that cannot be kept are said and passed over. */
    public Subscription start() {
        List<Subscription> owned = new ArrayList<>();
        nims.forEach(nim -> {
            Set<SubjectPattern> patterns = keepable(nim);
            if (!patterns.isEmpty()) {
                owned.add(own(nim, patterns));
            }
        });
        return () -> owned.parallelStream().forEach(Subscription::close);
    }

    /** What a person has to know; empty when all is well. */
    public List<HealthFinding> problems() {
        return Stream.concat(
                        waiting.problems().stream(),
                        orders.entrySet().stream().flatMap(order -> order.getValue().problems(order.getKey()).stream()))
                .toList();
    }

    /** The leaves that an entity nim has failed on here and will be given again. */
    public List<FailingMessage> failing() {
        return failing.stream().flatMap(ofNim -> ofNim.list().stream()).toList();
    }

    private <S> Subscription own(EntityNim<S> nim, Set<SubjectPattern> patterns) {
        EntityStateReader reader = new EntityStateReader(nim.name(), nim.version(), states, humus, soil);
        EntityStateWriter writer = new EntityStateWriter(nim.name(), states, reader, instruments);
        EntityNimCaller<S> caller = new EntityNimCaller<>(nim, codec, soil, clock);
        EntityTimer delays = new EntityTimer(timer);
        FailingEntityLeaves unnamed = new FailingEntityLeaves(clock);
        FailingEntityLeaves unapplied = new FailingEntityLeaves(clock);
        failing.addAll(List.of(unnamed, unapplied));
        PluginQueue calls = invoker.queue(PluginDescription.of(nim), AT_ONCE);
        EntityLeafWorker<S> worker =
                new EntityLeafWorker<>(nim, reader, writer, caller, calls, delays, instruments, waiting, unapplied);
        EntityTaskQueues queues = new EntityTaskQueues(worker::work);
        EntityLeafNaming naming =
                new EntityLeafNaming(nim, invoker.queue(PluginDescription.of(nim), AT_ONCE), timer, unnamed);
        EntityLeafOrder order = new EntityLeafOrder(naming, queues, reader, delays, clock);
        orders.put(nim.name(), order);
        LeafOwnership owned = leaves.own(nim.name(), patterns, order.handler());
        EntityDueWorker<S> due = new EntityDueWorker<>(nim, reader, writer, caller, calls, queues, clock, waiting);
        Subscription watching = watch(nim, due, owned);
        return () -> {
            queues.close(STOPPED);
            delays.stop();
            watching.close();
            owned.close();
        };
    }

    private Subscription watch(EntityNim<?> nim, EntityDueWorker<?> worker, LeafOwnership owned) {
        return nim instanceof ExpiringEntityNim || nim instanceof TimedEntityNim
                ? new EntityDueWatch(nim.name(), clock, timer).start(soil, watch -> worker.work(watch, owned))
                : () -> {};
    }

    private static Set<SubjectPattern> keepable(EntityNim<?> nim) {
        return LeafSubjectRules.keepable(
                nim.patterns(),
                (pattern, objection) -> LOG.error(
                        "entity nim {} asks for {}, which cannot be kept: {}; it gets none of these leaves",
                        nim.name(),
                        pattern,
                        objection));
    }
}
