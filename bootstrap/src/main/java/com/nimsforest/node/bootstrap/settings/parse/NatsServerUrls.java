package com.nimsforest.node.bootstrap.settings.parse;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.payload.PrintableText;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Where the local NATS server listens: one address, or several with commas between them.
 *
 * @param addresses scheme://host:port, without credentials
 * @param user from user:password@host
 * @param password from user:password@host
 * @param token from token@host
 */
public record NatsServerUrls(
        List<String> addresses, Optional<String> user, Optional<String> password, Optional<String> token) {
    private static final Set<String> SCHEMES = Set.of("nats", "tls", "ws", "wss");
    private static final int STANDARD_PORT = 4222;
    private static final Pattern SCHEME = Pattern.compile("\\s*([A-Za-z][A-Za-z0-9+.-]*)://.*", Pattern.DOTALL);
    private static final Pattern UNDERSCORE =
            Pattern.compile("(?:[^@]*@)?([A-Za-z0-9.-]*_[A-Za-z0-9._-]*)(?::[0-9]+)?/?");

    public NatsServerUrls {
        addresses = List.copyOf(addresses);
        requireNonNull(user, "user");
        requireNonNull(password, "password");
        requireNonNull(token, "token");
    }

    static NatsServerUrls read(String text) {
        List<String> written = List.of(text.split(",", -1));
        checkCommas(written);
        List<URI> parts = written.stream().map(NatsServerUrls::readOne).toList();
        String login = parts.stream()
                .map(URI::getRawUserInfo)
                .filter(userInfo -> userInfo != null)
                .findFirst()
                .orElse("");
        List<String> addresses = parts.stream().map(NatsServerUrls::address).toList();
        int colon = login.indexOf(':');
        return colon < 0
                ? new NatsServerUrls(addresses, Optional.empty(), Optional.empty(), decoded(login))
                : new NatsServerUrls(
                        addresses,
                        decoded(login.substring(0, colon)),
                        decoded(login.substring(colon + 1)),
                        Optional.empty());
    }

    /** The addresses as one text that holds no secret. */
    public String plain() {
        return String.join(",", addresses);
    }

    public boolean hasLogin() {
        return user.isPresent() || password.isPresent() || token.isPresent();
    }

    /** A comma in a password would make half of it the name of another server. */
    private static void checkCommas(List<String> parts) {
        if (parts.size() > 1 && parts.stream().anyMatch(String::isBlank)) {
            throw new MalformedValueException("there is a comma too many");
        }
        if (parts.stream().skip(1).anyMatch(part -> part.contains("@") && !part.contains("://"))) {
            throw new MalformedValueException("in a user, password or token a comma is written %2C; a further address"
                    + " with a login begins with its scheme");
        }
    }

    private static URI readOne(String part) {
        String text = lowerScheme(part.strip());
        checkHost(text.substring(text.indexOf("://") + 3));
        URI uri = URI.create(text);
        boolean bare = uri.getRawQuery() == null && uri.getRawFragment() == null;
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        if (!SCHEMES.contains(uri.getScheme())
                || uri.getHost() == null
                || !bare
                || !Set.of("", "/").contains(path)) {
            throw new IllegalArgumentException("not the address of a NATS server");
        }
        if (uri.getPort() == 0 || uri.getPort() > 65_535) {
            throw new IllegalArgumentException("no such port");
        }
        return uri;
    }

    /** NATS://h is nats://h, and h alone is too. */
    private static String lowerScheme(String text) {
        Matcher scheme = SCHEME.matcher(text);
        if (!scheme.matches()) {
            return "nats://" + text;
        }
        return scheme.group(1).toLowerCase(Locale.ROOT) + text.substring(scheme.end(1));
    }

    /** The client library reads a host with java.net.URI, which follows RFC 952: no underscore. */
    private static void checkHost(String authority) {
        Matcher named = UNDERSCORE.matcher(authority);
        if (named.matches()) {
            throw new MalformedValueException(
                    "the host " + PrintableText.shortened(named.group(1))
                            + " has an underscore, which is not allowed in a host name: give it another name, or use its IP address");
        }
    }

    private static String address(URI uri) {
        return uri.getScheme() + "://" + uri.getHost() + ":" + (uri.getPort() < 0 ? STANDARD_PORT : uri.getPort());
    }

    private static Optional<String> decoded(String part) {
        String plus = part.replace("+", "%2B");
        return part.isEmpty() ? Optional.empty() : Optional.of(URLDecoder.decode(plus, StandardCharsets.UTF_8));
    }

    /**
     * The text with whatever may be a secret in it replaced, whether or not it is a valid address. A login reaches from the
     * scheme to the last @ before the next scheme, however many commas are between.
     */
    public static String masked(String text) {
        String[] parts = text.split(",(?=\\s*[A-Za-z][A-Za-z0-9+.-]*://)", -1);
        int last = IntStream.range(0, parts.length)
                .filter(place -> parts[place].contains("@"))
                .reduce(-1, (before, place) -> place);
        return String.join(
                ",",
                IntStream.range(0, parts.length)
                        .mapToObj(place -> maskedOne(parts[place], place < last))
                        .toList());
    }

    private static String maskedOne(String part, boolean beforeLogin) {
        int at = part.lastIndexOf('@');
        int start = part.contains("://") ? part.indexOf("://") + 3 : 0;
        if (at < 0) {
            return beforeLogin && !isAddress(part) ? part.substring(0, start) + "***" : withoutQuery(part);
        }
        int colon = part.indexOf(':', start);
        String user = colon >= 0 && colon < at ? part.substring(start, colon) : "";
        String shown = user.matches("[A-Za-z0-9._-]{1,32}") ? user + ":" : "";
        return start > at ? "***" : part.substring(0, start) + shown + "***" + withoutQuery(part.substring(at));
    }

    private static boolean isAddress(String part) {
        try {
            Arrays.stream(part.split(",", -1)).forEach(NatsServerUrls::readOne);
            return true;
        } catch (IllegalArgumentException other) {
            return false;
        }
    }

    private static String withoutQuery(String text) {
        int query = text.indexOf('?');
        return query < 0 ? text : text.substring(0, query) + "?***";
    }
}
