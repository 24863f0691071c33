package com.nimsforest.node.ports.usecase;

import com.nimsforest.node.domain.compost.CompostAction;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.payload.RawPayload;
import com.nimsforest.node.domain.river.RiverData;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.domain.tree.Harvest;
import com.nimsforest.node.domain.tree.Tree;
import com.nimsforest.node.ports.driven.EntityHumus;
import com.nimsforest.node.ports.driving.EntityNim;
import com.nimsforest.node.ports.driving.Forest;
import com.nimsforest.node.ports.driving.Nim;
import com.nimsforest.node.ports.fakes.FakeEntityStateCodec;
import com.nimsforest.node.ports.fakes.InMemoryForest;
import com.nimsforest.node.ports.fakes.InMemoryServers;
import com.nimsforest.node.ports.fakes.ManualScheduler;
import com.nimsforest.node.ports.fakes.MutableClock;
import com.nimsforest.node.ports.fakes.RecordingNodeMetrics;
import com.nimsforest.node.ports.usecase.entity.EntityLeafAnnouncer;
import com.nimsforest.node.ports.usecase.entity.EntityNimDispatcher;
import com.nimsforest.node.ports.usecase.plugin.PluginCallJournal;
import com.nimsforest.node.ports.usecase.plugin.PluginInvoker;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** A small forest on in-memory servers that moves only when a test lets time pass. */
public final class UseCaseTestbed {
    public static final Subject SEEN = Subject.of("word.seen");

    public final MutableClock clock = MutableClock.standing();
    public final ManualScheduler time = new ManualScheduler(clock);
    public final InMemoryServers servers =
            new InMemoryServers(clock, time).redeliverAfter(attempt -> Duration.ofSeconds(attempt));
    public final RecordingNodeMetrics instruments = new RecordingNodeMetrics();
    private final Map<InMemoryForest, EntityNimDispatcher> dispatchers = new HashMap<>();

    public InMemoryForest node() {
        return new InMemoryForest(servers, clock);
    }

    /** The whole path on a node: what flows in becomes an entity of that name, whose value is the word. */
    public NodePipeline path(InMemoryForest node) {
        return path(node, tree("words", UseCaseTestbed::leaf), nim("keeper", UseCaseTestbed::keep));
    }

    public NodePipeline path(InMemoryForest node, Tree tree, Nim nim) {
        PluginInvoker invoker = new PluginInvoker(time::execute, time, PluginCallJournal.none());
        return new NodePipeline(
                new NimLeafDispatcher(
                        node.leaves(), node.humus(), node.soil(), node.wind(), List.of(nim), invoker, instruments),
                new Decomposer(node.humus(), node.soil(), instruments),
                new TreeInputDispatcher(node.river(), node.leaves(), List.of(tree), invoker, instruments));
    }

    public void flow(InMemoryForest node, String id, String word) {
        node.river()
                .flow(
                        new MessageId(id),
                        new RiverData(Subject.of("river.raw"), RawPayload.ofText(word), clock.instant()));
    }

    /** The path with one entity nim instead of a plain one; its code runs on the given threads. */
    public NodePipeline path(InMemoryForest node, Tree tree, EntityNim<?> nim, Executor threads) {
        return path(node, node.entityHumus(), tree, nim, threads);
    }

    /** The same with states that may be read otherwise. */
    public NodePipeline path(InMemoryForest node, EntityHumus states, Tree tree, EntityNim<?> nim, Executor threads) {
        PluginInvoker invoker = new PluginInvoker(threads, time, PluginCallJournal.none());
        EntityNimDispatcher dispatcher = new EntityNimDispatcher(
                node.entityLeaves(),
                states,
                node.humus(),
                node.soil(),
                new FakeEntityStateCodec(),
                List.of(nim),
                invoker,
                time,
                clock,
                instruments);
        dispatchers.put(node, dispatcher);
        return new NodePipeline(
                        new NimLeafDispatcher(
                                node.leaves(), node.humus(), node.soil(), node.wind(), List.of(), invoker, instruments),
                        new Decomposer(node.humus(), node.soil(), instruments),
                        new TreeInputDispatcher(node.river(), node.leaves(), List.of(tree), invoker, instruments))
                .with(dispatcher, new EntityLeafAnnouncer(node.entityHumus(), node.leaves(), instruments));
    }

    /** What the node's entity nims wait for. */
    public List<HealthFinding> waiting(InMemoryForest node) {
        return dispatchers.get(node).problems();
    }

    public void letTimePass() {
        time.advance(Duration.ofMinutes(5));
    }

    public Optional<String> soil(InMemoryForest node, String key) {
        return node.soil().dig(EntityKey.of(key)).map(entry -> entry.value().text());
    }

    public static Harvest leaf(RiverData data) {
        JsonPayload word = JsonPayload.of("\"" + data.data().text() + "\"");
        return Harvest.of(new Leaf(SEEN, word, "words", data.time()));
    }

    public static void keep(Leaf leaf, Forest forest) {
        String word = leaf.data().text().replace("\"", "");
        forest.compost(CompostAction.CREATE, EntityKey.of(word), leaf.data());
    }

    public static Tree tree(String name, Function<RiverData, Harvest> parse) {
        return tree(name, "river.raw", parse);
    }

    public static Tree tree(String name, String pattern, Function<RiverData, Harvest> parse) {
        return new Tree() {
            @Override
            public Token name() {
                return Token.of(name);
            }

            @Override
            public Set<SubjectPattern> patterns() {
                return Set.of(SubjectPattern.of(pattern));
            }

            @Override
            public Harvest parse(RiverData data) {
                return parse.apply(data);
            }
        };
    }

    public static Nim nim(String name, BiConsumer<Leaf, Forest> work) {
        return new Nim() {
            @Override
            public Token name() {
                return Token.of(name);
            }

            @Override
            public Set<SubjectPattern> patterns() {
                return Set.of(SubjectPattern.of("word.*"));
            }

            @Override
            public void on(Leaf leaf, Forest forest) {
                work.accept(leaf, forest);
            }
        };
    }
}
