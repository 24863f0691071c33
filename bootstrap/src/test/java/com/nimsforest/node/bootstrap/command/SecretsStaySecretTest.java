package com.nimsforest.node.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.bootstrap.settings.Environment;
import com.nimsforest.node.bootstrap.settings.KnownSettings;
import com.nimsforest.node.bootstrap.settings.NonDefaultSettings;
import com.nimsforest.node.bootstrap.settings.SettingDefinition;
import com.nimsforest.node.bootstrap.settings.SettingsReader;
import com.nimsforest.node.bootstrap.settings.SettingsReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every setting, given a secret of every form: whatever is printed of it holds no part of that secret. */
class SecretsStaySecretTest {
    private static final String SEED = "SUAKYRHVIOREXV7EUZTBHUHL7NUMHPMAS7QMDU3GTIUWEI5LDNOXD43IZY";
    private static final String JWT = "eyJ0eXAiOiJKV1QiLCJhbGciOiJlZDI1NTE5LW5rZXkifQ.eyJqdGkiOiJYWFhYIn0.c2lnbmF0dXJl";
    private static final String BASE64 = "MC4CAQAwBQYDK2VwBCIEIO7rHVwd";
    private static final String CREDS = "-----BEGIN NATS USER JWT-----\n" + JWT + "\n------END NATS USER JWT------\n"
            + "-----BEGIN USER NKEY SEED-----\n" + SEED + "\n------END USER NKEY SEED------\n";
    private static final String PEM = "-----BEGIN PRIVATE KEY-----\n" + BASE64 + "\n-----END PRIVATE KEY-----\n";
    private static final List<String> FRAGMENTS = List.of(
            "hunter2",
            "pa55",
            "w0rd",
            SEED.substring(2, 20),
            JWT.substring(3, 20),
            BASE64.substring(0, 12),
            "c2lnbmF0dXJl");

    /** What a secret looks like wherever it is put. */
    private static final List<String> FORMS = List.of(
            SEED,
            "\uFEFF" + SEED,
            SEED + "\r\n",
            JWT,
            CREDS,
            "\uFEFF" + CREDS.replace("\n", "\r\n"),
            PEM,
            PEM.replace("\n", "\r\n"),
            "nats://app:pa55@127.0.0.1:4222",
            "nats://app:pa55,w0rd@127.0.0.1:4222",
            "nats://pa55,w0rd@h:1",
            "nats://h:1,nats://pa55,w0rd@h:1",
            "nats://pa55:w0rd,nats://x@h:1",
            "nats://app:pa55/w0rd@h:1",
            "nats://app:pa55#w0rd@h:1",
            "nats://app:pa55@w0rd@h:1",
            "\"nats://app:pa55@h:1\"",
            "http://app:pa55@127.0.0.1:8222",
            "http://pa55@127.0.0.1:8222",
            "app:pa55@h:6222,app:w0rd@g:6222");

    /** What is one only because of the setting. */
    private static final List<String> PLAIN =
            List.of("hunter2", "hunter2,pa55", "hunter2\u0007", "hunter2\nw0rd", "/hunter2+pa55=", "h\u00e4hunter2");

    @TempDir
    private Path folder;

    static Stream<Arguments> everyFormInEverySetting() {
        return KnownSettings.ALL.stream()
                .flatMap(setting -> variables(setting)
                        .flatMap(variable -> forms(setting, variable).map(form -> Arguments.of(variable, form))));
    }

    private static Stream<String> variables(SettingDefinition<?> setting) {
        return setting.secret() ? Stream.of(setting.variable(), setting.fileVariable()) : Stream.of(setting.variable());
    }

    private static Stream<String> forms(SettingDefinition<?> setting, String variable) {
        boolean secret = setting.secret()
                || List.of("NATS_CREDS", "NATS_NKEY", "NATS_KEY", "NATS_USER").contains(variable);
        return Stream.concat(FORMS.stream(), secret ? PLAIN.stream() : Stream.empty());
    }

    @ParameterizedTest
    @MethodSource("everyFormInEverySetting")
    void nothingThatIsSaidOfASettingHoldsIt(String variable, String form) {
        Map<String, String> variables = new HashMap<>(Map.of("NODE_NAME", "n1"));
        variables.put(variable, form);

        SettingsReport report = new SettingsReader(new Environment(variables), Map.of()).read();

        assertThat(report.values().toString()).doesNotContain(FRAGMENTS);
        assertThat(NonDefaultSettings.of(report)).doesNotContain(FRAGMENTS);
        assertThat(report.problems().toString()).doesNotContain(FRAGMENTS);
        assertThat(report.warnings().toString()).doesNotContain(FRAGMENTS);
    }

    @ParameterizedTest
    @FieldSource("FORMS")
    void noCommandShowsItWhicheverSettingHasIt(String form) {
        Map<String, String> variables = new HashMap<>();
        Map<String, String> files = new HashMap<>();
        List<String> flags = new ArrayList<>(List.of("run"));
        for (SettingDefinition<?> setting : KnownSettings.ALL) {
            variables.put(setting.variable(), form);
            files.put(setting.secret() ? setting.fileVariable() : setting.variable(), form);
            flags.add(setting.flag() + "=" + form);
        }

        assertShowsNothing(variables, "config");
        assertShowsNothing(variables, "config", "-o", "json");
        assertShowsNothing(variables, "run");
        assertShowsNothing(variables, "check", "-o", "json");
        assertShowsNothing(variables, "status", "-o", "json");
        assertShowsNothing(files, "config");
        assertShowsNothing(files, "run");
        assertShowsNothing(Map.of("NODE_NAME", "n1"), flags.toArray(String[]::new));
    }

    private static void assertShowsNothing(Map<String, String> variables, String... line) {
        CommandResult typed = CommandResult.type(variables, line);
        assertThat(typed.out() + typed.err()).as(line[0]).isNotEmpty().doesNotContain(FRAGMENTS);
    }

    @Test
    void aFileWithAByteOrderMarkAndOtherLineEndsHoldsTheSameSecret() throws IOException {
        Map<String, String> variables = new HashMap<>();
        for (SettingDefinition<?> setting : KnownSettings.ALL) {
            if (setting.secret() && !setting.variable().equals("NATS_TOKEN")) {
                Path file = folder.resolve(setting.variable());
                Files.write(file, "\uFEFFhunter2,pa55\r\n".getBytes(StandardCharsets.UTF_8));
                variables.put(setting.fileVariable(), file.toString());
            }
        }
        variables.put("NATS_USER", "joe");

        SettingsReport report = new SettingsReader(new Environment(variables), Map.of()).read();

        assertThat(report.settings().nats().credentials().get().password()).contains("hunter2,pa55");
        assertThat(report.settings().http().tokens().operate()).contains("hunter2,pa55");
        assertThat(report.settings().toString()).doesNotContain(FRAGMENTS);
    }

    @Test
    void aFileWithALineTooManyIsRefusedWithoutItsContent() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "hunter2\nw0rd\n");

        CommandResult typed = CommandResult.type(Map.of("NATS_TOKEN_FILE", file.toString()), "run");

        assertThat(typed.exitCode()).isEqualTo(78);
        assertThat(typed.err()).contains("NATS_TOKEN_FILE", "one line of text").doesNotContain(FRAGMENTS);
    }

    @Test
    void aSecretInThePlaceOfAFileIsToldToBeOne() {
        CommandResult typed = CommandResult.type(Map.of("NATS_NKEY", SEED), "run");

        assertThat(typed.exitCode()).isEqualTo(78);
        assertThat(typed.err())
                .contains("NATS_NKEY=\"***\"", "this is the secret itself")
                .doesNotContain(FRAGMENTS);
    }

    @Test
    void whatOneTypesIsNotQuotedWhenItMayBeASecret() {
        CommandResult typed = CommandResult.type(Map.of(), "run", "--nats-password=hunter2");
        CommandResult stray = CommandResult.type(Map.of(), "config", SEED);

        assertThat(typed.err() + stray.err()).contains("--nats-password", "***").doesNotContain(FRAGMENTS);
    }
}
