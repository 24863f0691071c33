package com.nimsforest.node.bootstrap.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstalledSettingsFileTest {
    @TempDir
    private Path folder;

    private InstalledSettingsFile file = InstalledSettingsFile.STANDARD;

    @BeforeEach
    void install() throws IOException {
        file = new InstalledSettingsFile(folder.resolve("nimsforest.env"));
        Files.writeString(
                file.path(),
                "# made by setup\nNODE_NAME=nats-1\nNATS_USER=nimsforest\nNATS_PASSWORD=\"s3cret=\"\n; end\n");
    }

    private SettingsReport read(Map<String, String> environment, Map<String, String> flags) {
        return new SettingsReader(new Environment(environment), flags)
                .withInstalled(file)
                .read();
    }

    @Test
    void withoutAVariableTheFileSaysWhereAndAsWhom() {
        SettingsReport report = read(Map.of(), Map.of());

        assertThat(report.require(KnownSettings.NATS_USER)).isEqualTo("nimsforest");
        assertThat(report.require(KnownSettings.NATS_PASSWORD)).hasToString("s3cret=");
        assertThat(report.found(KnownSettings.NATS_USER).origin()).hasToString("/etc/nimsforest/nimsforest.env");
    }

    @Test
    void whoMayReadTheLoginOfRootUsesIt() throws IOException {
        Files.writeString(folder.resolve("admin.env"), "NATS_USER=admin\nNATS_PASSWORD=root's\n");

        SettingsReport report = read(Map.of(), Map.of());

        assertThat(report.require(KnownSettings.NATS_USER)).isEqualTo("admin");
        assertThat(report.require(KnownSettings.NATS_PASSWORD)).hasToString("root's");
        assertThat(report.require(KnownSettings.NODE_NAME)).hasToString("nats-1");
    }

    @Test
    void rootLogsInOnAMachineWithoutANode() throws IOException {
        Files.delete(file.path());
        Files.writeString(folder.resolve("admin.env"), "NATS_USER=admin\nNATS_PASSWORD=root's\n");

        assertThat(read(Map.of(), Map.of()).require(KnownSettings.NATS_USER)).isEqualTo("admin");
    }

    @Test
    void aVariableCountsBeforeTheFile() {
        SettingsReport report = read(Map.of("NODE_NAME", "other"), Map.of());

        assertThat(report.require(KnownSettings.NODE_NAME)).hasToString("other");
        assertThat(report.isSet(KnownSettings.NATS_USER)).isTrue();
    }

    @Test
    void whoeverNamesAServerDoesNotTakeTheSecretsOfTheFileThere() {
        SettingsReport byVariable = read(Map.of("NATS_URL", "nats://other:4222"), Map.of());
        SettingsReport byFlag = read(Map.of(), Map.of(KnownSettings.NATS_URL.flag(), "nats://other:4222"));

        assertThat(byVariable.isSet(KnownSettings.NATS_USER)).isFalse();
        assertThat(byVariable.isSet(KnownSettings.NODE_NAME)).isFalse();
        assertThat(byFlag.isSet(KnownSettings.NATS_USER)).isFalse();
    }

    @Test
    void withoutAFileThereAreTheDefaults() throws IOException {
        Files.delete(file.path());

        assertThat(read(Map.of(), Map.of()).isSet(KnownSettings.NATS_USER)).isFalse();
    }
}
