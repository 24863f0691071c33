package com.nimsforest.node.bootstrap.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The settings of an installed node, in the file that systemd reads too: {@code NAME=VALUE} lines and comments. */
public record InstalledSettingsFile(Path path) {
    public static final InstalledSettingsFile STANDARD =
            new InstalledSettingsFile(Path.of("/etc/nimsforest/nimsforest.env"));

    private static final String ADMIN_LOGIN = "admin.env";

    /**
     * What it sets; empty when there is none or this user may not read it. Where root's own login lies beside it, root uses
     * that, on a machine without a node as well.
     */
    Optional<Map<String, String>> read() {
        Optional<Map<String, String>> login = read(path.resolveSibling(ADMIN_LOGIN));
        Optional<Map<String, String>> variables = read(path);
        variables.ifPresent(all -> login.ifPresent(all::putAll));
        return variables.or(() -> login);
    }

    private static Optional<Map<String, String>> read(Path file) {
        try {
            Map<String, String> variables = new TreeMap<>();
            for (String line : Files.readAllLines(file)) {
                int equals = line.indexOf('=');
                if (equals > 0 && !line.startsWith("#") && !line.startsWith(";")) {
                    variables.put(
                            line.substring(0, equals).strip(),
                            unquoted(line.substring(equals + 1).strip()));
                }
            }
            return Optional.of(variables);
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** Whether it is there for others than this user. */
    boolean isDenied() {
        return Files.exists(path) && !Files.isReadable(path);
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1
                && (value.startsWith("\"") || value.startsWith("'"))
                && value.charAt(0) == value.charAt(value.length() - 1);
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
