package com.nimsforest.node.bootstrap.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The folder of the node's own copies of jars, which is removed when it is closed. */
record PluginCopyFolder(Path folder) implements AutoCloseable {
    @Override
    public void close() throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.list(folder)) {
            files = found.toList();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(folder);
    }
}
