package com.nimsforest.node.ports.contracts;

import java.util.OptionalInt;

/** The number at the end of a message's name. */
final class NumberSuffix {
    private NumberSuffix() {}

    static OptionalInt after(String prefix, String name) {
        return name.startsWith(prefix) && name.substring(prefix.length()).matches("\\d{1,9}")
                ? OptionalInt.of(Integer.parseInt(name.substring(prefix.length())))
                : OptionalInt.empty();
    }
}
