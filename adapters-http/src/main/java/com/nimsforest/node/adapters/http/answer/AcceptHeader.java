package com.nimsforest.node.adapters.http.answer;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a caller takes, by the header {@code Accept}: <a href="https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1">RFC 9110</a>. */
public final class AcceptHeader {
    /** A quality of zero: not acceptable. */
    private static final Pattern NOT = Pattern.compile("q=0(\\.0{0,3})?");

    private AcceptHeader() {}

    /** Whether the type is named, and not with a quality of zero. */
    public static boolean names(@Nullable String accept, String type) {
        return accept != null
                && Arrays.stream(accept.split(","))
                        .map(range -> Arrays.stream(range.split(";"))
                                .map(String::strip)
                                .toList())
                        .anyMatch(range -> range.get(0).equalsIgnoreCase(type) && isTaken(range));
    }

    private static boolean isTaken(List<String> range) {
        return range.stream()
                .skip(1)
                .noneMatch(parameter -> NOT.matcher(parameter).matches());
    }
}
