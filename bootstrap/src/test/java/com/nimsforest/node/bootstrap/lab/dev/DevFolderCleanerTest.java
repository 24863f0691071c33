package com.nimsforest.node.bootstrap.lab.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimsforest.node.bootstrap.lab.process.DevForestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevFolderCleanerTest {
    @TempDir
    private Path folder;

    @Test
    void cleanRemovesTheFoldersOfNodesAndNothingElse() throws IOException {
        write("node-1/.nats.conf.iBfjIiKK");
        write("node-1/nats.conf");
        write("node-1/plugin-calls");
        write("node-1/jetstream/$G/streams/RIVER/msgs/1.blk");
        write("node-2/node.log");
        write("dev.lock");
        write("notes/keep");
        write("node-x/keep");

        DevFolderCleaner.clean(folder);

        assertThat(folder)
                .isDirectoryNotContaining(path -> path.getFileName().toString().matches("node-[12]"));
        assertThat(folder.resolve("dev.lock")).exists();
        assertThat(folder.resolve("notes/keep")).exists();
        assertThat(folder.resolve("node-x/keep")).exists();
    }

    @Test
    void cleanRemovesNothingAtAllWhenThereIsSomethingElse() throws IOException {
        write("node-1/nats.conf");
        write("node-2/thesis.tex");

        assertThatExceptionOfType(DevForestException.class)
                .isThrownBy(() -> DevFolderCleaner.clean(folder))
                .withMessageContaining("thesis.tex");

        assertThat(folder.resolve("node-1/nats.conf")).exists();
        assertThat(folder.resolve("node-2/thesis.tex")).exists();
    }

    @Test
    void cleanNeverFollowsALinkOutOfTheFolder(@TempDir Path elsewhere) throws IOException {
        Path precious = Files.writeString(elsewhere.resolve("precious"), "x");
        write("node-1/nats.conf");
        Files.createSymbolicLink(folder.resolve("node-1/jetstream"), elsewhere);
        Files.createSymbolicLink(folder.resolve("node-2"), elsewhere);

        DevFolderCleaner.clean(folder);

        assertThat(precious).exists();
        assertThat(folder.resolve("node-1")).doesNotExist();
        assertThat(folder.resolve("node-2")).exists();
    }

    @Test
    void aFolderThatIsNotThereIsCleanAlready() throws IOException {
        DevFolderCleaner.clean(folder.resolve("nowhere"));

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void theStoreOfASingleServerIsKeptOutOfTheWayOfAMesh() throws IOException {
        write("single-server-1/jetstream/older");
        write("node-1/jetstream/$G/streams/RIVER/msgs/1.blk");

        assertThat(DevFolderCleaner.moveAway(folder.resolve("node-1")))
                .contains(folder.resolve("single-server-2/jetstream"));

        assertThat(folder.resolve("single-server-2/jetstream/$G/streams/RIVER/msgs/1.blk"))
                .exists();
        assertThat(folder.resolve("node-1/jetstream")).doesNotExist();
    }

    @Test
    void theStoreOfAMeshAndAnEmptyOneStayWhereTheyAre() throws IOException {
        write("node-1/jetstream/$G/streams/RIVER/msgs/1.blk");
        write("node-1/jetstream/$SYS/_js_/_meta_/msgs/1.blk");
        Files.createDirectories(folder.resolve("node-2/jetstream/$G/streams"));

        assertThat(DevFolderCleaner.moveAway(folder.resolve("node-1"))).isEmpty();
        assertThat(DevFolderCleaner.moveAway(folder.resolve("node-2"))).isEmpty();

        assertThat(folder.resolve("node-1/jetstream/$G/streams/RIVER/msgs/1.blk"))
                .exists();
    }

    private void write(String path) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "x");
    }
}
