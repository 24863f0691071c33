package com.nimsforest.node.adapters.nats.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.backup.BackupManifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which backups of a folder stay. */
class BackupRotationTest {
    private static final Instant FIRST = Instant.parse("2026-11-28T23:59:59Z");

    @TempDir
    private Path folder;

    @Test
    void theLatestCompleteBackupsStayAndOtherFoldersAreLeftAlone() throws Exception {
        BackupRotation backups = new BackupRotation(folder);
        for (int day = 0; day < 4; day++) {
            complete(backups.next(FIRST.plusSeconds(day * 86_400L)));
        }
        Files.createDirectories(folder.resolve("before-the-upgrade"));

        List<Path> deleted = backups.prune(2);

        assertThat(deleted)
                .containsExactly(folder.resolve("20261128T235959Z"), folder.resolve("20261129T235959Z"))
                .allSatisfy(old -> assertThat(old).doesNotExist());
        assertThat(folder)
                .isDirectoryContaining("glob:**20261130T235959Z")
                .isDirectoryContaining("glob:**20261201T235959Z")
                .isDirectoryContaining("glob:**before-the-upgrade");
    }

    @Test
    void oneThatDidNotComeToItsEndIsDeletedAndCountsForNone() throws Exception {
        BackupRotation backups = new BackupRotation(folder);
        complete(backups.next(FIRST));
        new BackupFolder(backups.next(FIRST.plusSeconds(1))).begin();

        assertThat(backups.prune(1)).containsExactly(folder.resolve("20261129T000000Z"));
        assertThat(folder.resolve("20261128T235959Z")).exists();
    }

    private static void complete(Path path) {
        BackupFolder backup = new BackupFolder(path);
        backup.begin();
        backup.complete(new BackupManifest(FIRST, "1", "2.15.3", List.of()));
    }
}
