package com.nimsforest.node.bootstrap.settings.parse;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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

    public NatsServerUrls {
        addresses = List.copyOf(addresses);
        requireNonNull(user, "user");
        requireNonNull(password, "password");
        requireNonNull(token, "token");
    }

    static NatsServerUrls read(String text) {
        List<URI> parts =
                Arrays.stream(text.split(",", -1)).map(NatsServerUrls::readOne).toList();
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

    private static URI readOne(String part) {
        String text = part.strip();
        URI uri = URI.create(text.contains("://") ? text : "nats://" + text);
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

    private static String address(URI uri) {
        boolean web = uri.getScheme().startsWith("ws");
        int port = uri.getPort() < 0 && !web ? STANDARD_PORT : uri.getPort();
        return uri.getScheme() + "://" + uri.getHost() + (port < 0 ? "" : ":" + port);
    }

    private static Optional<String> decoded(String part) {
        String plus = part.replace("+", "%2B");
        return part.isEmpty() ? Optional.empty() : Optional.of(URLDecoder.decode(plus, StandardCharsets.UTF_8));
    }

    /** The text with whatever may be a secret in it replaced, whether or not it is a valid address. */
    public static String masked(String text) {
        return Arrays.stream(text.split(",", -1)).map(NatsServerUrls::maskedOne).collect(Collectors.joining(","));
    }

    private static String maskedOne(String part) {
        int at = part.lastIndexOf('@');
        if (at < 0) {
            return part;
        }
        int start = part.contains("://") ? part.indexOf("://") + 3 : 0;
        int colon = part.indexOf(':', start);
        String user = colon >= 0 && colon < at ? part.substring(start, colon + 1) : "";
        return start > at ? "***" : part.substring(0, start) + user + "***" + part.substring(at);
    }
}
