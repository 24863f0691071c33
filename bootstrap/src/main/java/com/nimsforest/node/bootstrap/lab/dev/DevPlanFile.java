package com.nimsforest.node.bootstrap.lab.dev;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/** What dev runs in a folder, for commands that look for it there. */
final class DevPlanFile {
    private static final String NAME = "dev.plan";

    private DevPlanFile() {}

    static void write(DevPlan plan) throws IOException {
        Files.writeString(
                plan.folder().resolve(NAME),
                "nodes=" + plan.nodes() + "\nport=" + plan.port() + "\nhttp-port=" + plan.httpPort() + "\n");
    }

    /** Empty when no dev was ever here, or the file is somebody else's. */
    static Optional<DevPlan> read(Path folder) throws IOException {
        Properties found = new Properties();
        try (Reader text = new StringReader(Files.readString(folder.resolve(NAME)))) {
            found.load(text);
            return Optional.of(new DevPlan(
                    number(found, "nodes"), number(found, "port"), number(found, "http-port"), folder, false));
        } catch (NoSuchFileException | IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private static int number(Properties found, String name) {
        return Integer.parseInt(found.getProperty(name, ""));
    }
}
