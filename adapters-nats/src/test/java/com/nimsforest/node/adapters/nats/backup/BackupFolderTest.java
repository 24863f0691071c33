package com.nimsforest.node.adapters.nats.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimsforest.node.domain.backup.BackupManifest;
import com.nimsforest.node.domain.backup.ConsumerBackup;
import com.nimsforest.node.domain.backup.StreamBackup;
import com.nimsforest.node.ports.failure.RejectedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupFolderTest {
    private static final BackupManifest MANIFEST = new BackupManifest(
            Instant.parse("2026-11-28T12:00:00Z"),
            "1.2.3",
            "2.15.3",
            List.of(new StreamBackup(
                    "RIVER",
                    1_764_168_432_979L,
                    2,
                    3,
                    4,
                    3,
                    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                    List.of(new ConsumerBackup("trees-1764168432979", 2, 1)))));

    @TempDir
    private Path path;

    @Test
    void theManifestIsReadAsItWasWritten() throws Exception {
        BackupFolder folder = written();

        assertThat(folder.manifest()).isEqualTo(MANIFEST);
        assertThat(folder.damages()).isEmpty();
    }

    @Test
    void whatIsMissingOrHasAnotherSizeOrContentIsNamed() throws Exception {
        BackupFolder folder = written();
        Path snapshot = folder.snapshot("RIVER");

        Files.writeString(snapshot, "abd");
        assertThat(folder.damages()).containsExactly("RIVER: its checksum is another, the file was changed");
        Files.writeString(snapshot, "ab");
        assertThat(folder.damages()).containsExactly("RIVER: has 2 bytes instead of 3");
        Files.delete(snapshot);
        assertThat(folder.damages()).containsExactly("RIVER: files are missing");
    }

    @Test
    void anInterruptedBackupIsNoneAndIsMadeAgainInTheSameFolder() throws Exception {
        BackupFolder folder = new BackupFolder(path.resolve("a"));
        folder.begin();
        Files.writeString(folder.newSnapshot("RIVER"), "half");

        assertThatThrownBy(folder::manifest)
                .isInstanceOf(RejectedInputException.class)
                .hasMessageContaining("did not come to its end");
        folder.begin();

        assertThat(folder.snapshot("RIVER")).doesNotExist();
    }

    @Test
    void aFolderWithOtherFilesIsLeftAlone() throws Exception {
        Files.writeString(path.resolve("mine"), "x");

        assertThatThrownBy(() -> new BackupFolder(path).begin())
                .isInstanceOf(RejectedInputException.class)
                .hasMessageContaining("is not empty");
        assertThat(path.resolve("mine")).exists();
        assertThatThrownBy(() -> new BackupFolder(path).manifest()).hasMessageContaining("holds no backup");
    }

    private BackupFolder written() throws Exception {
        BackupFolder folder = new BackupFolder(path.resolve("a"));
        folder.begin();
        Files.writeString(folder.newSnapshot("RIVER"), "abc");
        folder.writeConfiguration("RIVER", "{}".getBytes(StandardCharsets.UTF_8));
        folder.complete(MANIFEST);
        return folder;
    }
}
