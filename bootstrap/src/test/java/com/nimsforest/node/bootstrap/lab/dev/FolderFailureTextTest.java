package com.nimsforest.node.bootstrap.lab.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderFailureTextTest {
    @Test
    void aFileInThePlaceOfTheFolderIsNamed(@TempDir Path scratch) throws IOException {
        Path file = Files.createFile(scratch.resolve("a-file"));
        IOException failure = catchThrowableOfType(IOException.class, () -> Files.createDirectories(file));

        assertThat(FolderFailureText.of(file, failure))
                .isEqualTo("the folder " + file + " cannot be used: " + file + ": is a file");
    }

    @Test
    void whatIsMissingOrForbiddenIsSaid(@TempDir Path scratch) {
        Path missing = scratch.resolve("missing");
        IOException failure = catchThrowableOfType(IOException.class, () -> missing.toRealPath());

        assertThat(FolderFailureText.of(missing, failure)).endsWith(missing + ": no such file or folder");
        assertThat(FolderFailureText.of(missing, new AccessDeniedException("/x")))
                .endsWith("/x: permission denied");
    }
}
