package com.nimsforest.node.bootstrap.command.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a killed run leaves behind. */
class DriverWorkFolderTest {
    /** More than any kernel gives. */
    private static final String NO_PROCESS = "nimsforest-cluster-4194999-x";

    @TempDir
    private Path parent;

    @Test
    void nothingIsLeftAtTheEnd() throws IOException {
        try (DriverWorkFolder work = DriverWorkFolder.open(parent)) {
            Files.createDirectories(work.path().resolve("ops/scripts"));

            assertThat(work.path()).hasParent(parent);
        }

        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void whatAKilledRunLeftIsRemovedByTheNextOne() throws IOException {
        Path left = folder(NO_PROCESS, "rwx------");
        Files.writeString(left.resolve("machine.out"), "version=2.15.0");
        Path running = folder("nimsforest-cluster-" + ProcessHandle.current().pid() + "-y", "rwx------");
        Path other = folder("nimsforest-cluster-", "rwx------");

        DriverWorkFolder.open(parent).close();

        assertThat(left).doesNotExist();
        assertThat(running).exists();
        assertThat(other).exists();
    }

    @Test
    void whatOthersMayChangeIsLeftAlone() throws IOException {
        Path open = folder(NO_PROCESS, "rwxrwxrwx");
        Path link = Files.createSymbolicLink(parent.resolve("nimsforest-cluster-4194998-x"), open);

        DriverWorkFolder.open(parent).close();

        assertThat(open).exists();
        assertThat(link).exists();
    }

    private Path folder(String name, String mode) throws IOException {
        return Files.setPosixFilePermissions(
                Files.createDirectory(parent.resolve(name)), PosixFilePermissions.fromString(mode));
    }
}
