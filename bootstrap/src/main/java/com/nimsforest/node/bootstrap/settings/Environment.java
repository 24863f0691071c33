package com.nimsforest.node.bootstrap.settings;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The variables that this process was started with; the only reader of them. */
public final class Environment {
    private final Map<String, String> variables;

    /** An environment made up by a test. */
    public Environment(Map<String, String> variables) {
        this.variables = new TreeMap<>(variables);
    }

    public static Environment ofProcess() {
        return new Environment(System.getenv());
    }

    /** The value without white space around it; a blank one counts as not set, as in an environment file with gaps. */
    public Optional<String> find(String name) {
        return Optional.ofNullable(variables.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    public Set<String> names() {
        return Set.copyOf(variables.keySet());
    }
}
