package com.nimsforest.node.bootstrap.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NatsServerCheckTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "2.10.29,FAIL",
        "2.11.0,WARN",
        "2.11.1,WARN",
        "2.14.9,WARN",
        "2.14.10,OK",
        "2.15.0,WARN",
        "2.15.2,WARN",
        "2.15.3,OK"
    })
    void theVersionIsJudged(String version, PreflightCheckGrade grade) throws IOException {
        assertThat(NatsServerCheck.of(Optional.empty(), withServer(version)).grade())
                .isEqualTo(grade);
    }

    @Test
    void theHolesOfTheOldestAreNamed() throws IOException {
        assertThat(NatsServerCheck.of(Optional.empty(), withServer("2.11.0")).finding())
                .contains("CVE-2025-30215", "by a reply subject");
    }

    @Test
    void whatIsClosedIsNotNamed() throws IOException {
        assertThat(NatsServerCheck.of(Optional.empty(), withServer("2.15.2")).finding())
                .contains("by a reply subject")
                .doesNotContain("CVE-2025-30215");
    }

    private MachinePaths withServer(String version) throws IOException {
        Path program =
                Files.writeString(folder.resolve("nats-server"), "#!/bin/sh\necho nats-server: v" + version + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return new MachinePaths(program.toString(), folder, folder, folder);
    }
}
