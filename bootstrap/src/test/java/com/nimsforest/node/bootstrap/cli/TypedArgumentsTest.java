package com.nimsforest.node.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TypedArgumentsTest {
    @TempDir
    private Path folder;

    @Test
    void whatTheLocaleLostIsReadFromTheCommandLineOfTheProcess() throws IOException {
        Path line = commandLine("java", "-jar", "n.jar", "river", "put", "river.x", "\"ä\"", "");

        assertThat(TypedArguments.of(line, "river", "put", "river.x", "\"\uFFFD\uFFFD\"", ""))
                .containsExactly("river", "put", "river.x", "\"ä\"", "");
    }

    @Test
    void plainArgumentsAreTakenAsTheyAre() {
        assertThat(TypedArguments.of(folder.resolve("none"), "config", "-o", "json"))
                .containsExactly("config", "-o", "json");
    }

    @Test
    void whereThereIsNoSuchFileTheJvmIsBelieved() {
        assertThat(TypedArguments.of(folder.resolve("none"), "ä")).containsExactly("ä");
    }

    @Test
    void anArgumentThatIsNoTextIsRefused() throws IOException {
        Path line = folder.resolve("cmdline");
        Files.write(line, new byte[] {'j', 0, 'x', 0, (byte) 0xff, (byte) 0xfe, 0});

        assertThatThrownBy(() -> TypedArguments.of(line, "x", "\uFFFD\uFFFD"))
                .isInstanceOfSatisfying(
                        CommandException.class,
                        refused -> assertThat(refused.exitCode()).isEqualTo(2))
                .hasMessageContaining("argument 2 is not UTF-8");
    }

    private Path commandLine(String... arguments) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String argument : arguments) {
            bytes.writeBytes(argument.getBytes(StandardCharsets.UTF_8));
            bytes.write(0);
        }
        return Files.write(folder.resolve("cmdline"), bytes.toByteArray());
    }
}
