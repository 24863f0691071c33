package com.nimsforest.node.bootstrap.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimsforest.node.bootstrap.settings.parse.DefaultNodeName;
import com.nimsforest.node.domain.subject.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeSettingsTest {
    @TempDir
    private Path folder;

    @Test
    void defaultsAreThoseOfTheSpecification() {
        SettingsReport report = read(Map.of());

        assertThat(shown(report))
                .containsEntry("NATS_URL", "nats://localhost:4222")
                .containsEntry("NATS_RETRY_ATTEMPTS", "10")
                .containsEntry("NATS_RETRY_INTERVAL", "5s")
                .containsEntry("NATS_RECONNECT_WAIT", "2s")
                .containsEntry("NATS_MAX_RECONNECTS", "-1")
                .containsEntry("STREAM_REPLICAS", "auto")
                .containsEntry("NATS_INBOX_PREFIX", "_INBOX")
                .containsEntry("NATS_TLS_FIRST", "false")
                .containsEntry("NATS_MONITOR_URL", "http://127.0.0.1:8222")
                .containsEntry("NIMSFOREST_HTTP_HOST", "127.0.0.1")
                .containsEntry("NIMSFOREST_HTTP_PORT", "8080")
                .containsEntry("NIMSFOREST_DEMO", "false")
                .containsEntry("LOG_LEVEL", "info")
                .containsEntry("LOG_FORMAT", "text")
                .doesNotContainKeys("NATS_JS_DOMAIN", "NIMSFOREST_STREAM_MAX_BYTES", "NIMSFOREST_DUPLICATE_WINDOW")
                .doesNotContainKeys("CLUSTER_PEERS", "NATS_USER", "NATS_TOKEN", "NIMSFOREST_PLUGINS");
        assertThat(report.problems()).isEmpty();
        assertThat(report.values()).allMatch(value -> value.origin() == SettingValueOrigin.DEFAULT);
    }

    @Test
    void defaultsBecomeSettingsThatANodeCanRunWith() {
        NodeSettings settings = NodeSettings.of(new Environment(Map.of("NODE_NAME", "forest-1")));

        assertThat(settings.nodeName()).isEqualTo(Token.of("forest-1"));
        assertThat(settings.http().host()).isEqualTo("127.0.0.1");
        assertThat(settings.http().port()).isEqualTo(8080);
        assertThat(settings.http().tokens().areSet()).isFalse();
        assertThat(settings.plugins()).isEmpty();
        assertThat(settings.demo()).isFalse();
        assertThat(settings.logLevel()).isEqualTo(LogLevel.INFO);
        assertThat(settings.logFormat()).isEqualTo(LogFormat.TEXT);
    }

    @Test
    void allWrongValuesAreNamedAtOnce() {
        Map<String, String> wrong = Map.of(
                "NATS_RETRY_ATTEMPTS", "ten",
                "NATS_RECONNECT_WAIT", "2",
                "NODE_NAME", "a b",
                "CLUSTER_PEERS", "node2",
                "LOG_LEVEL", "loud");

        SettingsException failure =
                catchThrowableOfType(SettingsException.class, () -> NodeSettings.of(new Environment(wrong)));

        assertThat(failure.problems()).hasSize(wrong.size());
        assertThat(failure.problems())
                .allSatisfy(problem -> assertThat(problem).contains("expected").doesNotContain("\n"));
        wrong.forEach((name, value) -> assertThat(failure.problems())
                .anySatisfy(problem -> assertThat(problem).startsWith(name + "=\"" + value + "\"")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NATS_RETRY_ATTEMPTS | 0",
                "NATS_RETRY_ATTEMPTS | -2",
                "NATS_RETRY_ATTEMPTS | 99999999999",
                "NATS_RETRY_INTERVAL | -5s",
                "NATS_RETRY_INTERVAL | 25h",
                "NATS_RECONNECT_WAIT | 0s",
                "NATS_MAX_RECONNECTS | -2",
                "NATS_CREDS | /nowhere/at/all",
                "STREAM_REPLICAS | 0",
                "STREAM_REPLICAS | 6",
                "NATS_INBOX_PREFIX | _INBOX.>",
                "NATS_INBOX_PREFIX | a..b",
                "NATS_JS_DOMAIN | a.b",
                "NATS_TLS_FIRST | perhaps",
                "NIMSFOREST_STREAM_MAX_BYTES | 2GB",
                "NIMSFOREST_STREAM_MAX_BYTES | RIVR=2GB",
                "NIMSFOREST_STREAM_MAX_BYTES | RIVER=2GB,river=1GB",
                "NIMSFOREST_STREAM_MAX_BYTES | RIVER=0",
                "NIMSFOREST_STREAM_MAX_BYTES | RIVER=99999999999TB",
                "NIMSFOREST_DUPLICATE_WINDOW | 50ms",
                "NIMSFOREST_DUPLICATE_WINDOW | 1",
                "NATS_MONITOR_URL | 127.0.0.1:8222",
                "NIMSFOREST_HTTP_HOST | a host",
                "NIMSFOREST_HTTP_PORT | 65536",
                "NIMSFOREST_PLUGINS | /nowhere/at/all",
                "NIMSFOREST_DEMO | maybe",
                "CLUSTER_PEERS | node2:6222;reboot",
                "CLUSTER_PEERS | node2:70000",
                "LOG_FORMAT | xml"
            })
    void aWrongValueIsNamedWithItsVariable(String variable, String value) {
        List<String> problems = read(Map.of(variable, value)).problems();

        assertThat(problems).singleElement().asString().startsWith(variable + "=\"" + value + "\": expected ");
    }

    @Test
    void aSecretIsReadFromItsFileWithoutTheLineEnd() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "s3cret\n");

        SettingsReport report = read(Map.of("NIMSFOREST_HTTP_TOKEN_FILE", file.toString()));

        assertThat(report.settings().http().tokens().operate()).contains("s3cret");
        assertThat(report.found(KnownSettings.NIMSFOREST_HTTP_TOKEN).origin()).isEqualTo(SettingValueOrigin.FILE);
    }

    @Test
    void aSecretWhoseFileIsMissingIsNamed() {
        List<String> problems =
                read(Map.of("NATS_TOKEN_FILE", "/nowhere/token")).problems();

        assertThat(problems).singleElement().asString().startsWith("NATS_TOKEN_FILE=\"/nowhere/token\": expected ");
    }

    @Test
    void aSecretAndItsFileTogetherAreRefused() {
        List<String> problems =
                read(Map.of("NATS_TOKEN", "a", "NATS_TOKEN_FILE", "/b")).problems();

        assertThat(problems).singleElement().asString().contains("NATS_TOKEN_FILE", "NATS_TOKEN", "not both");
    }

    @Test
    void noSecretIsEverShown() {
        SettingsReport report = read(Map.of(
                "NATS_URL", "nats://joe:s3cret@localhost:99999",
                "NATS_TOKEN", "s3cret",
                "NATS_PASSWORD", "s3cret\u0007",
                "NIMSFOREST_HTTP_TOKEN", "s3cret"));

        assertThat(shown(report).values()).noneMatch(text -> text.contains("s3cret"));
        assertThat(report.problems()).isNotEmpty().noneMatch(text -> text.contains("s3cret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "[::]", "10.1.2.3", "forest.example.invalid"})
    void anAddressThatOthersReachNeedsATokenOrAWordThatItIsOpen(String host) {
        Map<String, String> open = Map.of("NIMSFOREST_HTTP_HOST", host);
        Map<String, String> token = Map.of("NIMSFOREST_HTTP_HOST", host, "NIMSFOREST_HTTP_TOKEN", "s3cret");
        Map<String, String> meant = Map.of("NIMSFOREST_HTTP_HOST", host, "NIMSFOREST_HTTP_OPEN", "true");

        assertThat(read(open).problems())
                .singleElement()
                .asString()
                .contains("NIMSFOREST_HTTP_HOST=\"" + host, "NIMSFOREST_HTTP_TOKEN", "NIMSFOREST_HTTP_OPEN=true");
        assertThat(read(token).problems()).isEmpty();
        assertThat(read(meant).problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.8.8", "::1", "[::1]", "localhost"})
    void aLoopbackAddressNeedsNone(String host) {
        assertThat(read(Map.of("NIMSFOREST_HTTP_HOST", host)).problems()).isEmpty();
    }

    @Test
    void theNamesAndTheIdleTimeOfHttpAreRead() {
        Map<String, String> variables = Map.of(
                "NODE_NAME", "forest-1",
                "NIMSFOREST_HTTP_HOSTS", "forest.example, hooks.example",
                "NIMSFOREST_HTTP_IDLE", "2m");

        NodeSettings settings = read(variables).settings();

        assertThat(settings.http().givenNames()).containsExactlyInAnyOrder("forest.example", "hooks.example");
        assertThat(settings.http().names()).contains("forest-1");
        assertThat(settings.http().idle()).hasMinutes(2);
        assertThat(read(Map.of("NIMSFOREST_HTTP_HOSTS", "https://forest.example"))
                        .problems())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"NATS_USER, NATS_PASSWORD", "NATS_PASSWORD, NATS_USER"})
    void aUserAndAPasswordBelongTogether(String set, String missing) {
        List<String> problems = read(Map.of(set, "x")).problems();

        assertThat(problems).singleElement().asString().startsWith(missing + " is not set");
    }

    @Test
    void twoWaysToLogInAreRefused() {
        List<String> problems = read(Map.of("NATS_TOKEN", "a", "NATS_URL", "nats://joe:b@localhost"))
                .problems();

        assertThat(problems).singleElement().asString().contains("NATS_TOKEN", "NATS_URL", "one way to log in");
    }

    @Test
    void aFlagCountsBeforeTheVariable() {
        Environment environment = new Environment(Map.of("NIMSFOREST_HTTP_PORT", "8081"));

        SettingsReport report = new SettingsReader(environment, Map.of("--http-port", "8082")).read();

        assertThat(report.settings().http().port()).isEqualTo(8082);
        assertThat(report.found(KnownSettings.NIMSFOREST_HTTP_PORT).origin()).isEqualTo(SettingValueOrigin.FLAG);
    }

    @Test
    void aBlankVariableCountsAsNotSet() {
        SettingsReport report = read(Map.of("NIMSFOREST_HTTP_PORT", "  ", "NATS_TOKEN", ""));

        assertThat(report.settings().http().port()).isEqualTo(8080);
        assertThat(report.found(KnownSettings.NATS_TOKEN).origin()).isEqualTo(SettingValueOrigin.DEFAULT);
    }

    @Test
    void aSlipOfThePenIsAWarningThatNamesTheNearestVariable() {
        List<String> warnings = read(Map.of("NATS_RETRY_ATEMPTS", "3", "NIMSFOREST_HTTPPORT", "1"))
                .warnings();

        assertThat(warnings).hasSize(2);
        assertThat(warnings.get(0)).startsWith("NATS_RETRY_ATEMPTS:").endsWith(" NATS_RETRY_ATTEMPTS");
        assertThat(warnings.get(1)).startsWith("NIMSFOREST_HTTPPORT:").endsWith(" NIMSFOREST_HTTP_PORT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NATS_CONTEXT",
                "NATS_TIMEOUT",
                "NATS_SERVER",
                "NIMSFOREST_JAVA_OPTS",
                "NIMSFOREST_SYS_USER",
                "NATS_PASSWORD_FILE",
                "NATS_SERVICE_HOST",
                "NATS_PORT_4222_TCP_ADDR",
                "PATH"
            })
    void namesThatOthersReadAreNoWarning(String name) {
        assertThat(read(Map.of(name, "x")).warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"web-1, web-1", "web-1.example.com, web-1-example-com", "-x_, x", "'  ', node", "büro, b-ro"})
    void aHostNameBecomesTheNameOfANode(String host, String name) {
        assertThat(DefaultNodeName.asName(host)).isEqualTo(name);
    }

    private static SettingsReport read(Map<String, String> variables) {
        return new SettingsReader(new Environment(variables), Map.of()).read();
    }

    private static Map<String, String> shown(SettingsReport report) {
        Map<String, String> shown = new HashMap<>();
        report.values()
                .forEach(value -> value.shown()
                        .ifPresent(text -> shown.put(value.setting().variable(), text)));
        return shown;
    }
}
