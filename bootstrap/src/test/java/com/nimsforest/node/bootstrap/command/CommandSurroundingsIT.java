package com.nimsforest.node.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.nats.NatsSettings;
import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import com.nimsforest.node.adapters.nats.forest.NatsAdapter;
import com.nimsforest.node.bootstrap.JavaCommandLine;
import com.nimsforest.node.bootstrap.Main;
import com.nimsforest.node.ports.driven.operations.NodeMetrics;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Subscription;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands as processes, in surroundings that are not those of a developer: full disks, closed pipes, odd locales. */
@Timeout(120)
class CommandSurroundingsIT {
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
        await().atMost(Duration.ofSeconds(30))
                .until(() -> forest.storage().probe().usable());
    }

    @AfterAll
    static void stop() {
        forest.close();
        server.close();
        TIMER.shutdownNow();
        WORKERS.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"audit", "config", "config -o json", "version", "--version", "check", "help river put", "status"
            })
    void aResultThatAFullDiskDoesNotTakeIsAFailure(String command) throws Exception {
        Ended ended = run(Map.of(), List.of(), new File("/dev/full"), command.split(" "));

        assertThat(ended.exitCode()).isNotZero();
        assertThat(ended.err()).contains("could not be written to standard output: No space left on device");
    }

    @ParameterizedTest
    @MethodSource("helps")
    void theHelpOfEachCommandIsAResultToo(String command) throws Exception {
        Ended ended = run(Map.of(), List.of(), new File("/dev/full"), command, "--help");

        assertThat(ended.exitCode()).isEqualTo(1);
    }

    static Stream<String> helps() {
        return CommandCatalogue.commands().keySet().stream();
    }

    @Test
    void aReaderThatHasGoneIsToldNothing() throws Exception {
        Process process = builder(Map.of(), List.of(), "config").start();
        process.getInputStream().close();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("err"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"C", "POSIX", "C.UTF-8", "de_DE.ISO-8859-1", "''"})
    void argumentsReachTheRiverAsTyped(String locale) throws Exception {
        try (Connection client = Nats.connect(server.url())) {
            Subscription river = client.subscribe("river.typed");

            run(
                    Map.of("LC_ALL", locale),
                    List.of(),
                    folder.resolve("out").toFile(),
                    "river",
                    "put",
                    "river.typed",
                    "\"ä 😀\"");

            byte[] typed = "\"ä 😀\"".getBytes(StandardCharsets.UTF_8);
            assertThat(river.nextMessage(Duration.ofSeconds(10)).getData())
                    .asString(StandardCharsets.UTF_8)
                    .contains(Base64.getEncoder().encodeToString(typed));
        }
    }

    @Test
    void valuesOfVariablesDoNotDependOnTheLocale() throws Exception {
        Ended ended = run(
                Map.of("LC_ALL", "C", "NATS_USER", "größe", "NATS_PASSWORD", "x"),
                List.of(),
                folder.resolve("out").toFile(),
                "config");

        assertThat(ended.out()).contains("größe");
    }

    @Test
    void noNumberOrTimeDependsOnTheLocale() throws Exception {
        List<String> arabic = List.of("-Duser.language=ar", "-Duser.country=EG", "-Duser.extensions=u-nu-arab");

        Ended ended =
                run(Map.of("LOG_LEVEL", "debug"), arabic, folder.resolve("out").toFile(), "status");

        assertThat(ended.out()).isNotEmpty();
        assertThat((ended.out() + ended.err()).codePoints())
                .noneMatch(character -> Character.isDigit(character) && character > '9');
    }

    @Test
    void theMachineIsCheckedWithoutTheCommonPool() throws Exception {
        List<String> none = List.of("-Djava.util.concurrent.ForkJoinPool.common.parallelism=0");
        Map<String, String> monitor =
                Map.of("NATS_MONITOR_URL", server.monitorUrl().toString());

        Ended ended = run(monitor, none, folder.resolve("out").toFile(), "check");

        assertThat(ended.out()).doesNotContain("no monitoring port tells its version");
    }

    private Ended run(Map<String, String> variables, List<String> options, File out, String... arguments)
            throws IOException, InterruptedException {
        Process process =
                builder(variables, options, arguments).redirectOutput(out).start();
        assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
        String printed = out.isFile() ? Files.readString(out.toPath()) : "";
        return new Ended(process.exitValue(), printed, Files.readString(folder.resolve("err")));
    }

    private ProcessBuilder builder(Map<String, String> variables, List<String> options, String... arguments) {
        List<String> line = new ArrayList<>(JavaCommandLine.of(options.toArray(String[]::new)));
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        // Through a shell of UTF-8 bytes: the JVM of the test may itself run in a locale that loses them.
        Path script = folder.resolve("command.sh");
        line.addAll(List.of(arguments));
        try {
            Files.writeString(
                    script,
                    "exec "
                            + String.join(
                                    " ",
                                    line.stream()
                                            .map(CommandSurroundingsIT::quoted)
                                            .toList()) + "\n");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        ProcessBuilder builder = new ProcessBuilder("sh", script.toString())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().put("NATS_URL", server.url());
        builder.environment().putAll(variables);
        return builder;
    }

    private static String quoted(String argument) {
        return "'" + argument.replace("'", "'\\''") + "'";
    }

    private record Ended(int exitCode, String out, String err) {}
}
