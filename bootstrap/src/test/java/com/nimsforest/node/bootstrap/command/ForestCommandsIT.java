package com.nimsforest.node.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.NatsSettings;
import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.adapters.nats.forest.NatsAdapter;
import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
import com.nimsforest.node.domain.compost.Compost;
import com.nimsforest.node.domain.compost.CompostAction;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.river.RiverSubjects;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.Verdict;
import com.nimsforest.node.ports.driven.operations.NodeMetrics;
import com.nimsforest.node.ports.usecase.Decomposer;
import java.io.BufferedReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ForestCommandsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Token NIM = Token.of("owl");

    private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor();
    private static final ExecutorService WORKERS = Executors.newCachedThreadPool();
    private static NatsServer server;
    private static NatsAdapter forest;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        server = NatsServer.start();
        forest = NatsAdapter.create(
                NatsSettings.defaults(server.url()), Clock.systemUTC(), TIMER, WORKERS, NodeMetrics.none());
        forest.connect();
        forest.provision();
        await().atMost(PATIENCE).until(() -> forest.storage().probe().usable());
        new Decomposer(forest.humus(), forest.soil(), NodeMetrics.none()).start();
    }

    @AfterAll
    static void stop() {
        forest.close();
        server.close();
        TIMER.shutdownNow();
        WORKERS.shutdownNow();
    }

    @Test
    void dataPutIntoTheRiverIsStoredOnce() {
        CommandResult first = type("river", "put", "it.once", "hello", "--id", "it-once", "-o", "json");
        CommandResult again = type("river", "put", "it.once", "hello", "--id", "it-once", "-o", "json");

        assertThat(first.err()).isEmpty();
        assertThat(first.exitCode()).isEqualTo(ProcessExitCodes.DONE);
        assertThat(first.out()).contains("\"RIVER\"").contains("false");
        assertThat(again.exitCode()).isEqualTo(ProcessExitCodes.DONE);
        assertThat(again.out()).isEqualTo(first.out().replace("false", "true"));
    }

    @Test
    void dataMayComeFromAPipe() throws Exception {
        try (CommandProcess put = new CommandProcess(folder, server.url(), "river", "put", "it.piped")) {
            try (OutputStream pipe = put.process().getOutputStream()) {
                pipe.write("piped".getBytes(StandardCharsets.UTF_8));
            }

            assertThat(put.process().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(put.err()).isEmpty();
            assertThat(put.process().exitValue()).isEqualTo(ProcessExitCodes.DONE);
        }
    }

    @Test
    void dataThatIsTooLargeIsAFailureInOneLine() {
        CommandResult put = type("river", "put", "it.large", "x".repeat(2_000_000));

        assertThat(put.exitCode()).isEqualTo(ProcessExitCodes.FAILED);
        assertThat(put.err()).startsWith("nimsforest river put: ").hasLineCount(1);
        assertThat(put.err().length()).isLessThan(300);
    }

    @Test
    void aLeafIsKeptOnlyIfANimAsksForIt() {
        List<String> gathered = new CopyOnWriteArrayList<>();
        try (Subscription nim = forest.leaves()
                .gather(Token.of("it-nim"), Set.of(SubjectPattern.of("it.asked.>")), delivery -> {
                    gathered.add(delivery.message().data().text());
                    return CompletableFuture.completedFuture(Verdict.done());
                })) {
            await().atMost(PATIENCE)
                    .until(() -> type("leaf", "drop", "it.asked.for", "{\"n\":1.10}")
                            .out()
                            .startsWith("kept"));
            await().atMost(PATIENCE).until(() -> gathered.contains("{\"n\":1.10}"));
        }
        CommandResult unasked = type("leaf", "drop", "it.unasked", "{}");

        assertThat(unasked.exitCode()).isEqualTo(ProcessExitCodes.DONE);
        assertThat(unasked.out()).startsWith("blown it.unasked");
    }

    @Test
    void theSoilIsShownAndListed() {
        compost("it-get-1", CompostAction.CREATE, "{\"amount\":1.10}");

        await().atMost(PATIENCE).until(() -> type("soil", "get", "it-get-1").exitCode() == ProcessExitCodes.DONE);
        CommandResult got = type("soil", "get", "it-get-1");
        CommandResult listed = type("soil", "ls");

        assertThat(got.out()).isEqualToNormalizingNewlines("{\"amount\":1.10}\n");
        assertThat(listed.out().lines()).contains("it-get-1");
        assertThat(type("soil", "get", "it-nobody").exitCode()).isEqualTo(ProcessExitCodes.FAILED);
    }

    @Test
    void theLastCompostsAreListed() {
        compost("it-humus-1", CompostAction.CREATE, "1");
        compost("it-humus-1", CompostAction.DELETE, "null");

        CommandResult listed = type("humus", "ls", "-n", "1000");

        assertThat(listed.out().lines().filter(line -> line.contains(" it-humus-1 ")))
                .satisfiesExactly(
                        line -> assertThat(line).endsWith("owl create it-humus-1 1"),
                        line -> assertThat(line).endsWith("owl delete it-humus-1 null"));
    }

    @Test
    void deadLettersAreShownPutBackAndDropped() {
        type("river", "put", "it.poison", "poison");
        try (Subscription trees = forest.river()
                .observe(
                        Set.of(RiverSubjects.ALL),
                        delivery -> CompletableFuture.completedFuture(
                                delivery.message().data().text().equals("poison")
                                        ? Verdict.reject("it is poison")
                                        : Verdict.done()))) {
            await().atMost(PATIENCE).until(() -> type("deadletter", "ls").out().contains("it is poison"));
            long number = forest.deadLetters().list(1, 1).get(0).number();

            assertThat(type("deadletter", "show", Long.toString(number)).out()).contains("it is poison");
            assertThat(type("deadletter", "retry", Long.toString(number)).out())
                    .isEqualToNormalizingNewlines("retried " + number + "\n");
            await().atMost(PATIENCE)
                    .until(() -> forest.deadLetters().list(number + 1, 1).size() == 1);
            assertThat(type("deadletter", "drop", "--all").exitCode()).isEqualTo(ProcessExitCodes.DONE);
            assertThat(forest.deadLetters().list(1, 10)).isEmpty();
            assertThat(type("deadletter", "drop", "999999").exitCode()).isEqualTo(ProcessExitCodes.FAILED);
        }
    }

    @Test
    void watchEndsQuietlyWhenItsReaderGoesAway() throws Exception {
        compost("it-watch-1", CompostAction.CREATE, "1");
        try (CommandProcess watch = new CommandProcess(folder, server.url(), "soil", "watch", "it-watch-1")) {
            BufferedReader reader = watch.process().inputReader();
            assertThat(reader.readLine()).startsWith("it-watch-1 ").endsWith(" 1");
            reader.close();

            await().atMost(PATIENCE).until(() -> {
                compost("it-watch-1", CompostAction.UPDATE, "2");
                return !watch.process().isAlive();
            });

            assertThat(watch.process().exitValue()).isEqualTo(ProcessExitCodes.DONE);
            assertThat(watch.err()).isEmpty();
        }
    }

    @Test
    void tailEndsByInterrupt() throws Exception {
        try (CommandProcess tail = new CommandProcess(folder, server.url(), "humus", "tail", "-o", "json")) {
            BufferedReader reader = tail.process().inputReader();
            CompletableFuture<String> line = CompletableFuture.supplyAsync(() -> first(reader));
            await().atMost(PATIENCE).until(() -> {
                compost("it-tail-1", CompostAction.CREATE, "1");
                return line.isDone();
            });

            tail.interrupt();

            assertThat(line.get()).startsWith("{\"slot\":");
            assertThat(tail.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(tail.process().exitValue()).isIn(ProcessExitCodes.DONE, ProcessExitCodes.INTERRUPTED);
            assertThat(tail.err()).isEmpty();
        }
    }

    private static String first(BufferedReader reader) {
        try {
            return reader.readLine();
        } catch (java.io.IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    private static void compost(String entity, CompostAction action, String data) {
        MessageId id = new MessageId(java.util.UUID.randomUUID().toString());
        forest.humus()
                .add(
                        id,
                        NIM,
                        new Compost(EntityKey.of(entity), action, JsonPayload.of(data), NIM.value(), Instant.EPOCH))
                .toCompletableFuture()
                .join();
    }

    private static CommandResult type(String... arguments) {
        return CommandResult.type(server.url(), arguments);
    }
}
