package com.nimsforest.node.bootstrap.ops;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The scripts and templates of {@code ops/} of this jar, unpacked into a temporary folder until closed. */
public final class UnpackedOpsFiles implements AutoCloseable {
    private final Path root;

    private UnpackedOpsFiles(Path root) {
        this.root = root;
    }

    public static UnpackedOpsFiles unpack() {
        return unpack(Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** @param parent where the temporary folder is made */
    public static UnpackedOpsFiles unpack(Path parent) {
        try {
            UnpackedOpsFiles files = new UnpackedOpsFiles(Files.createTempDirectory(parent, "nimsforest-ops"));
            Path code = codeSource();
            if (Files.isDirectory(code)) {
                files.copy(code.resolve("ops"));
            } else {
                try (FileSystem jar = FileSystems.newFileSystem(code)) {
                    files.copy(jar.getPath("/ops"));
                }
            }
            return files;
        } catch (IOException failure) {
            throw new UncheckedIOException("the scripts could not be unpacked: " + failure.getMessage(), failure);
        }
    }

    /** The jar, or the folder of classes, that runs. */
    public static Path codeSource() {
        try {
            return Path.of(UnpackedOpsFiles.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public String script(String name) {
        return root.resolve("scripts").resolve(name).toString();
    }

    /** The folder that is like {@code ops} of a checkout. */
    public Path root() {
        return root;
    }

    private void copy(Path source) throws IOException {
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.toList()) {
                Path target = root.resolve(source.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }
}
