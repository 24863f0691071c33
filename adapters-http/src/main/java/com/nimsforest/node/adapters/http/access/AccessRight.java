package com.nimsforest.node.adapters.http.access;

import java.util.Locale;

/** What a token may be for. */
enum AccessRight {
    POST,
    READ;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
