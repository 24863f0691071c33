package com.nimsforest.node.adapters.http.access;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What callers have to show; where none is set, the node is open to whoever reaches it.
 *
 * @param operate with it one may do everything
 * @param post with one of these one may only post
 * @param read with one of these one may only read
 */
public record AccessTokens(Optional<String> operate, Set<String> post, Set<String> read) {
    public AccessTokens {
        requireNonNull(operate, "operate");
        post = Set.copyOf(post);
        read = Set.copyOf(read);
        if (Stream.of(operate.stream(), post.stream(), read.stream())
                .flatMap(tokens -> tokens)
                .anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("token is blank");
        }
    }

    /** One for everything, or none. */
    public static AccessTokens of(Optional<String> operate) {
        return new AccessTokens(operate, Set.of(), Set.of());
    }

    public boolean areSet() {
        return operate.isPresent() || !post.isEmpty() || !read.isEmpty();
    }

    @Override
    public String toString() {
        return areSet() ? "***" : "none";
    }
}
