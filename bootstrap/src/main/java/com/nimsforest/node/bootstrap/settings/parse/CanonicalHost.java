package com.nimsforest.node.bootstrap.settings.parse;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The one spelling of a host name or an address, by the grammar of {@code ops/test/cluster-peers.cases}. */
final class CanonicalHost {
    private static final String LABEL = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?";
    private static final Pattern NAME = Pattern.compile("(?=.{1,253}$)" + LABEL + "(?:\\." + LABEL + ")*\\.?");
    private static final Pattern DIGITS_AND_DOTS = Pattern.compile("[0-9.]+");
    private static final String BYTE = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(BYTE + "(?:\\." + BYTE + "){3}");
    private static final Pattern IPV6_GROUP = Pattern.compile("[0-9a-f]{1,4}");
    private static final int IPV6_GROUPS = 8;

    private CanonicalHost() {}

    /** A name in lower case without the dot at its end, an IPv4 address, or all eight groups of an IPv6 address. */
    static Optional<String> of(String host) {
        String text = host.toLowerCase(Locale.ROOT);
        if (text.contains(":")) {
            return ipv6(text);
        }
        if (DIGITS_AND_DOTS.matcher(text).matches()) {
            return Optional.of(text).filter(IPV4.asMatchPredicate());
        }
        return Optional.of(text).filter(NAME.asMatchPredicate()).map(name -> name.replaceFirst("\\.$", ""));
    }

    private static Optional<String> ipv6(String text) {
        String[] halves = text.split("::", -1);
        List<String> left = groups(halves[0]);
        List<String> right = halves.length == 2 ? groups(halves[1]) : List.of();
        int omitted = IPV6_GROUPS - left.size() - right.size();
        boolean complete = halves.length == 1 ? omitted == 0 : halves.length == 2 && omitted > 0;
        if (!complete || !Stream.concat(left.stream(), right.stream()).allMatch(IPV6_GROUP.asMatchPredicate())) {
            return Optional.empty();
        }
        return Optional.of(String.join(
                ":",
                Stream.of(left, Collections.nCopies(omitted, "0"), right)
                        .flatMap(List::stream)
                        .map(group -> Integer.toHexString(Integer.parseInt(group, 16)))
                        .toList()));
    }

    private static List<String> groups(String half) {
        return half.isEmpty() ? List.of() : List.of(half.split(":", -1));
    }
}
