package com.nimsforest.node.bootstrap.settings;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The variables that this process was started with; the only reader of them. */
public final class Environment {
    private static final Path VARIABLES = Path.of("/proc/self/environ");

    private static final InstalledSettingsFile NONE = new InstalledSettingsFile(Path.of(""));

    private final Map<String, String> variables;
    private final InstalledSettingsFile installed;

    /** An environment made up by a test, on a machine without an installed node. */
    public Environment(Map<String, String> variables) {
        this(variables, NONE);
    }

    /** On a machine whose node is set by that file. */
    public Environment(Map<String, String> variables, InstalledSettingsFile installed) {
        this.variables = new TreeMap<>(variables);
        this.installed = installed;
    }

    /** Of this process, read as UTF-8 whatever the locale is: in the locale C the JVM loses all that is not ASCII. */
    public static Environment ofProcess() {
        Map<String, String> variables = new TreeMap<>(System.getenv());
        if (!variables.values().stream().allMatch(ProcessText::isAscii)) {
            ProcessText.zeroEnded(VARIABLES)
                    .forEach(entry -> ProcessText.decoded(entry).ifPresent(text -> replace(variables, text)));
        }
        return new Environment(variables, InstalledSettingsFile.STANDARD);
    }

    private static void replace(Map<String, String> variables, String entry) {
        int equals = entry.indexOf('=');
        if (equals > 0) {
            variables.replace(entry.substring(0, equals), entry.substring(equals + 1));
        }
    }

    /** The value without white space around it; a blank one counts as not set, as in an environment file with gaps. */
    public Optional<String> find(String name) {
        return Optional.ofNullable(variables.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** The settings of the node that is installed on this machine. */
    public InstalledSettingsFile installed() {
        return installed;
    }

    public Set<String> names() {
        return Set.copyOf(variables.keySet());
    }
}
