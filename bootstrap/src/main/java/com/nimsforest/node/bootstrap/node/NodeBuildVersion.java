package com.nimsforest.node.bootstrap.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this node, as the build wrote it down. */
public final class NodeBuildVersion {
    private NodeBuildVersion() {}

    public static String current() {
        Properties build = new Properties();
        try (InputStream file = NodeBuildVersion.class.getResourceAsStream("/nimsforest.properties")) {
            if (file == null) {
                return "unknown";
            }
            build.load(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return build.getProperty("version", "unknown");
    }
}
