package com.nimsforest.node.adapters.http.access;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The names by which a node may be asked, as the header {@code Host} gives them. An address is always one of them: a page that
 * binds its own name to this machine (DNS rebinding) shows that name, never an address.
 */
public final class OwnHostNames {
    private static final Pattern ADDRESS =
            Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[0-9A-Fa-f:.]+(%[^\\]]*)?\\]");
    private static final Pattern PORT = Pattern.compile(":[0-9]*$");

    private final Set<String> names;
    private final Set<String> givenNames;

    /**
     * Knows the names.
     *
     * @param names of the machine
     * @param givenNames what whoever set up the node added to them
     */
    public OwnHostNames(Set<String> names, Set<String> givenNames) {
        this.names = normal(names);
        this.givenNames = normal(givenNames);
    }

    private static Set<String> normal(Set<String> names) {
        return names.stream().map(OwnHostNames::normal).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether the authority (a host, with or without a port) is this node, or an address. */
    public boolean holds(String authority) {
        String name = normal(host(authority));
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || names.contains(name)
                || givenNames.contains(name)
                || ADDRESS.matcher(name).matches();
    }

    /** Whether the name was given by whoever set up the node. */
    public boolean isGiven(String authority) {
        return givenNames.contains(normal(host(authority)));
    }

    private static String host(String authority) {
        return PORT.matcher(authority.strip()).replaceFirst("");
    }

    private static String normal(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
