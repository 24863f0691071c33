package com.nimsforest.node.bootstrap.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.bootstrap.NodeProcess;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.api.StreamInfoOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an entity nim drops later, and what is scheduled, when nodes are killed: three of them beside a real server. */
@Timeout(400)
class TimedNimKillIT extends PluginFolderSetup {
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final int NODES = 3;
    private static final int REMINDERS = 20;
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Pattern TIME = Pattern.compile("\\d{4}-[-0-9:TZ.]+");

    private final List<NodeProcess> nodes = new ArrayList<>();
    private NatsServer server;

    @BeforeEach
    void start() throws IOException {
        server = NatsServer.start();
        jar().source("acme.Words", TREE)
                .service(PluginJarBuilder.TREE_SERVICE, "acme.Words")
                .source("acme.Remind", TIMED_NIM)
                .service(PluginJarBuilder.ENTITY_NIM_SERVICE, "acme.Remind")
                .source("acme.Beat", SCHEDULED_NIM)
                .service(PluginJarBuilder.ENTITY_NIM_SERVICE, "acme.Beat")
                .write(folder.resolve("timed.jar"));
        startNodes();
    }

    @AfterEach
    void end() {
        nodes.forEach(NodeProcess::close);
        server.close();
    }

    private void startNodes() throws IOException {
        nodes.clear();
        for (int n = 0; n < NODES; n++) {
            Path state = Files.createDirectories(scratch.resolve("state-" + n));
            nodes.add(NodeProcess.run(Map.of(
                    "NATS_URL", server.url(),
                    "NATS_MONITOR_URL", server.monitorUrl().toString(),
                    "NODE_NAME", "node-" + n,
                    "NIMSFOREST_STATE_DIR", state.toString(),
                    "NIMSFOREST_DEMO", "false",
                    "NIMSFOREST_PLUGINS", folder.toString())));
        }
        nodes.forEach(NodeProcess::awaitReady);
    }

    @Test
    void eachComesOnceThoughTheOwnerOrAllNodesAreKilled() throws Exception {
        remind(0);
        await().atMost(SOON).until(() -> fired(0) > 0);

        NodeProcess owner = nodes.stream()
                .filter(node -> node.linesWith("owner of the leaves: nim=entity-remind") > 0)
                .findFirst()
                .orElseThrow();
        owner.kill();
        nodes.remove(owner);
        await(nodes.get(0).output()).atMost(SOON).until(() -> fired(0) == REMINDERS);
        await().atMost(SOON).until(() -> beats().size() > 2);
        List<Instant> withOneKilled = beats();
        assertThat(withOneKilled).hasSizeGreaterThan(2);
        assertThat(gaps(withOneKilled)).containsOnly(INTERVAL);

        remind(REMINDERS);
        Instant allDue = Instant.now().plusSeconds(10);
        nodes.forEach(NodeProcess::kill);
        await().atMost(SOON).until(() -> Instant.now().isAfter(allDue));
        startNodes();
        await(nodes.get(0).output()).atMost(SOON).until(() -> fired(REMINDERS) == REMINDERS);
        int before = beats().size();
        await().atMost(SOON).until(() -> beats().size() > before + 1);

        assertThat(gaps(beats()).stream().filter(gap -> !gap.equals(INTERVAL))).hasSizeLessThanOrEqualTo(1);
        assertThat(gaps(beats())).allMatch(gap -> gap.compareTo(INTERVAL) >= 0);
        assertThat(leaves("remind.due")).isEqualTo(2L * REMINDERS);
        assertThat(leaves("beat.beat")).isBetween((long) beats().size() - 1, (long) beats().size() + 1);
        assertThat(IntStream.range(0, 2 * REMINDERS).mapToObj(this::reminded)).containsOnly("{\"times\":1}");
    }

    private void remind(int from) {
        for (int n = from; n < from + REMINDERS; n++) {
            String word = n + "-" + (1 + n % 8);
            await().atMost(SOON)
                    .until(() -> nodes.get(0).post("/river/remind.me", word).statusCode() == 201);
        }
        await().atMost(SOON)
                .until(() -> IntStream.range(from, from + REMINDERS)
                        .allMatch(n -> reminded(n).startsWith("{\"times\":")));
    }

    private long fired(int from) {
        return IntStream.range(from, from + REMINDERS)
                .filter(n -> !reminded(n).equals("{\"times\":0}"))
                .count();
    }

    private String reminded(int n) {
        return nodes.get(0).get("/soil/remind/" + n).body();
    }

    private List<Instant> beats() {
        return TIME.matcher(nodes.get(0).get("/soil/beat").body())
                .results()
                .map(MatchResult::group)
                .map(Instant::parse)
                .toList();
    }

    private static List<Duration> gaps(List<Instant> times) {
        return IntStream.range(1, times.size())
                .mapToObj(n -> Duration.between(times.get(n - 1), times.get(n)))
                .toList();
    }

    private long leaves(String subject) throws Exception {
        try (Connection stranger = Nats.connect(server.url())) {
            return stranger.jetStreamManagement()
                    .getStreamInfo("LEAVES", StreamInfoOptions.filterSubjects(subject))
                    .getStreamState()
                    .getSubjectMap()
                    .getOrDefault(subject, 0L);
        }
    }

    private static final String IMPORTS = """
            package acme;
            import com.nimsforest.node.domain.leaf.*;
            import com.nimsforest.node.domain.payload.*;
            import com.nimsforest.node.domain.river.*;
            import com.nimsforest.node.domain.schedule.*;
            import com.nimsforest.node.domain.soil.*;
            import com.nimsforest.node.domain.subject.*;
            import com.nimsforest.node.domain.tree.*;
            import com.nimsforest.node.ports.driving.*;
            import java.time.Duration;
            import java.util.*;
            """;
    private static final String TREE = IMPORTS + """
            public class Words implements Tree {
                public Token name() { return Token.of("words"); }
                public Set<SubjectPattern> patterns() { return Set.of(SubjectPattern.of("river.remind.>")); }
                public Harvest parse(RiverData data) {
                    return Harvest.of(new Leaf(Subject.of("remind.me"),
                            JsonPayload.of("\\"" + data.data().text() + "\\""), "words", data.time()));
                }
            }
            """;
    private static final String TIMED_NIM = IMPORTS + """
            public class Remind implements TimedEntityNim<Remind.State> {
                public record State(int times) {}
                public Token name() { return Token.of("remind"); }
                public Set<SubjectPattern> patterns() { return Set.of(SubjectPattern.of("remind.*")); }
                public Class<State> stateType() { return State.class; }
                private static String[] words(Leaf leaf) { return leaf.data().text().replace("\\"", "").split("-"); }
                public EntityKey entity(Leaf leaf) { return EntityKey.of("remind/" + words(leaf)[0]); }
                public State apply(Optional<State> now, Leaf leaf, EntityEffects effects) {
                    State is = now.orElse(new State(0));
                    if (leaf.subject().value().equals("remind.due")) {
                        return new State(is.times() + 1);
                    }
                    Duration delay = Duration.ofSeconds(Long.parseLong(words(leaf)[1]));
                    effects.delayed().drop("due", delay, Subject.of("remind.due"), leaf.data());
                    return is;
                }
            }
            """;
    private static final String SCHEDULED_NIM = IMPORTS + """
            public class Beat implements EntityNim<Beat.State>, ScheduledNim {
                public record State(List<String> times) {}
                public Token name() { return Token.of("beat"); }
                public Set<SubjectPattern> patterns() { return Set.of(SubjectPattern.of("beat.*")); }
                public Set<LeafSchedule> schedules() {
                    return Set.of(LeafSchedule.every(Duration.ofSeconds(5), Subject.of("beat.beat")));
                }
                public Class<State> stateType() { return State.class; }
                public EntityKey entity(Leaf leaf) { return EntityKey.of("beat"); }
                public State apply(Optional<State> now, Leaf leaf, EntityEffects effects) {
                    List<String> times = new ArrayList<>(now.map(State::times).orElse(List.of()));
                    times.add(leaf.time().toString());
                    return new State(times);
                }
            }
            """;
}
