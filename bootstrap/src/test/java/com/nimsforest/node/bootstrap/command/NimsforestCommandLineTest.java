package com.nimsforest.node.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.bootstrap.cli.CommandContext;
import com.nimsforest.node.bootstrap.cli.ResultWriter;
import com.nimsforest.node.bootstrap.settings.Environment;
import com.nimsforest.node.bootstrap.settings.NodeSettings;
import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class NimsforestCommandLineTest {
    private final Map<String, String> variables = new HashMap<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<NodeSettings> ran = new ArrayList<>();
    private ToIntFunction<NodeSettings> node = settings -> {
        ran.add(settings);
        return 0;
    };

    @Test
    void runTakesFlagsVariablesAndDefaultsInThatOrder() {
        variables.put("NODE_NAME", "forest-1");
        variables.put("NIMSFOREST_HTTP_PORT", "8081");

        int exitCode = execute("run", "--http-port", "8082", "--demo");

        assertThat(exitCode).isZero();
        NodeSettings settings = ran.get(0);
        assertThat(settings.nodeName().value()).isEqualTo("forest-1");
        assertThat(settings.http().port()).isEqualTo(8082);
        assertThat(settings.demo()).isTrue();
    }

    @Test
    void theExitCodeOfTheNodeIsThatOfRun() {
        node = settings -> 69;

        assertThat(execute("run")).isEqualTo(69);
    }

    @Test
    void everyWrongValueIsALineAndExitCode78() {
        variables.put("NATS_RETRY_ATTEMPTS", "ten");
        variables.put("NATS_RECONNECT_WAIT", "2");

        int exitCode = execute("run");

        assertThat(exitCode).isEqualTo(78);
        assertThat(ran).isEmpty();
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines())
                .hasSize(2)
                .anyMatch(line -> line.contains("NATS_RETRY_ATTEMPTS=\"ten\": expected"))
                .anyMatch(line -> line.contains("NATS_RECONNECT_WAIT=\"2\": expected"));
    }

    @Test
    void anUnknownCommandIsExitCode2WithASuggestion() {
        int exitCode = execute("confgi");

        assertThat(exitCode).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines()).singleElement().asString().contains("'confgi'", "did you mean 'config'?");
    }

    @Test
    void anUnknownOptionIsExitCode2WithASuggestion() {
        int exitCode = execute("run", "--http-prot", "1");

        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString().lines()).singleElement().asString().contains("did you mean '--http-port'?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-o", "config -o xml", "config x", "run --http-port", "--nonsense"})
    void wrongUsageIsOneLineAndExitCode2(String line) {
        int exitCode = execute(line.isEmpty() ? new String[0] : line.split(" "));

        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "deadletter show x, N: expected a whole number",
        "humus ls --most x, --most: expected a whole number",
        "dev --nodes x, --nodes: expected a whole number"
    })
    void whatIsNoNumberIsNamedByItsParameter(String line, String said) {
        int exitCode = execute(line.split(" "));

        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString().lines()).singleElement().asString().contains(": " + said + ", not x.");
    }

    @Test
    void anUnreachableServerIsExitCode69() {
        node = settings -> {
            throw new SidecarUnavailableException("no NATS at nats://localhost:4222");
        };

        assertThat(execute("run")).isEqualTo(69);
        assertThat(err.toString()).isEqualToNormalizingNewlines("nimsforest run: no NATS at nats://localhost:4222\n");
    }

    @Test
    void anyOtherKnownFailureIsExitCode1() {
        node = settings -> {
            throw new RejectedInputException("too large");
        };

        assertThat(execute("run")).isEqualTo(1);
    }

    @Test
    void anUnexpectedFailureIsOneLineWithoutATrace() {
        node = settings -> {
            throw new IllegalStateException("odd\nthing");
        };

        assertThat(execute("run")).isEqualTo(1);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains("unexpected IllegalStateException: odd thing", "LOG_LEVEL=debug");
    }

    @Test
    void debugShowsTheTrace() {
        variables.put("LOG_LEVEL", "debug");
        node = settings -> {
            throw new IllegalStateException("odd");
        };

        assertThat(execute("run")).isEqualTo(1);
        assertThat(err.toString()).contains("\tat com.nimsforest");
    }

    @Test
    void configListsEverySettingWithItsOrigin() {
        variables.put("NATS_TOKEN", "s3cret");

        int exitCode = execute("config", "--http-port=8082");

        assertThat(exitCode).isZero();
        assertThat(out.toString().lines())
                .anyMatch(line -> line.matches("NATS_TOKEN +\\*\\*\\* +environment .*"))
                .anyMatch(line -> line.matches("NIMSFOREST_HTTP_PORT +8082 +flag .*"))
                .anyMatch(line -> line.matches("NATS_RETRY_ATTEMPTS +10 +default .*"));
        assertThat(out.toString() + err).doesNotContain("s3cret");
    }

    @Test
    void configListsAllBeforeItNamesWhatIsWrong() {
        variables.put("NATS_RETRY_ATTEMPTS", "ten");

        int exitCode = execute("config");

        assertThat(exitCode).isEqualTo(78);
        assertThat(out.toString().lines()).anyMatch(line -> line.startsWith("LOG_FORMAT"));
        assertThat(err.toString()).contains("NATS_RETRY_ATTEMPTS=\"ten\"");
    }

    @Test
    void configForProgramsIsJson() {
        int exitCode = execute("config", "-o", "json");

        JsonNode result = JsonMapper.builder().build().readTree(out.toString());
        assertThat(exitCode).isZero();
        assertThat(result.at("/settings/0/name").asString()).isEqualTo("NATS_URL");
        assertThat(result.at("/settings/0/value").asString()).isEqualTo("nats://localhost:4222");
        assertThat(result.at("/settings/0/origin").asString()).isEqualTo("default");
        assertThat(result.at("/problems").isEmpty()).isTrue();
    }

    @Test
    void configWarnsOfNamesThatAreNotKnown() {
        variables.put("NATS_URLL", "x");

        assertThat(execute("config")).isZero();
        assertThat(err.toString()).contains("warning: NATS_URLL", "NATS_URL");
    }

    @Test
    void theVersionIsThatOfTheBuild() {
        assertThat(execute("--version")).isZero();
        assertThat(out.toString().strip()).matches("nimsforest \\d+\\.\\d+\\.\\d+.*");
    }

    @Test
    void helpAndVersionAreCommandsToo() {
        assertThat(execute("version")).isZero();
        assertThat(execute("help")).isZero();
        assertThat(out.toString()).startsWith("nimsforest ").contains("Usage: nimsforest [", "Exit codes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"help river put", "help config", "help help"})
    void helpOfACommandIsWhatItsOptionShows(String line) {
        assertThat(execute(line.split(" "))).isZero();

        assertThat(out.toString()).contains("Usage: nimsforest " + line.substring(5));
    }

    @Test
    void helpOfAnUnknownCommandNamesTheNearest() {
        assertThat(execute("help", "confgi")).isEqualTo(2);

        assertThat(err.toString()).contains("did you mean 'config'?");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyLevelHasHelpWithAnExample(String command) {
        int exitCode = execute((command + " --help").strip().split(" "));

        assertThat(exitCode).isZero();
        assertThat(out.toString()).contains("Usage: nimsforest", "Example", "--help");
        assertThat(err.toString()).isEmpty();
    }

    static List<String> commands() {
        List<String> commands = new ArrayList<>(CommandCatalogue.commands().keySet());
        commands.add("");
        return commands;
    }

    @Test
    void nothingIsColouredUnlessTheTerminalShowsColours() {
        execute("config", "--help");

        assertThat(out.toString()).doesNotContain("\u001b");
    }

    private int execute(String... arguments) {
        CommandContext context = new CommandContext(
                new Environment(variables), ResultWriter.of(out, false), new PrintWriter(err), false, node);
        return new NimsforestCommandLine(context).execute(arguments);
    }
}
