package com.nimsforest.node.adapters.nats;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the address of the sidecar, or several with commas between them, and shows them without the secrets in them. */
public final class NatsUrls {
    private static final Set<String> SCHEMES = Set.of("nats", "tls", "ws", "wss");
    private static final int DEFAULT_PORT = 4222;
    private static final String EXPECTED = "expected nats://host:port";

    private NatsUrls() {}

    /**
     * The addresses one by one, each with scheme, host and port.
     *
     * @throws IllegalArgumentException with what is expected, without secrets
     */
    public static List<String> parse(String urls) {
        List<String> parsed = Arrays.stream(urls.split(","))
                .map(String::strip)
                .filter(url -> !url.isEmpty())
                .map(NatsUrls::normal)
                .toList();
        if (parsed.isEmpty()) {
            throw new IllegalArgumentException("no address: " + EXPECTED);
        }
        return parsed;
    }

    /** The same addresses without user, password and token. */
    public static String shown(String urls) {
        return Arrays.stream(urls.split(","))
                .map(url -> url.strip().replaceFirst("^([A-Za-z]+://)?.*@", "$1"))
                .collect(Collectors.joining(","));
    }

    private static String normal(String url) {
        URI uri = uri(url.contains("://") ? url : "nats://" + url);
        String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        if (!SCHEMES.contains(scheme)) {
            throw wrong(url, "the scheme must be nats, tls, ws or wss");
        }
        if (uri.getHost() == null || uri.getHost().isEmpty()) {
            throw wrong(url, "there is no host");
        }
        int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
        if (port < 1 || port > 65535) {
            throw wrong(url, "the port must be 1 to 65535");
        }
        String user = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo() + "@";
        return scheme + "://" + user + uri.getHost() + ":" + port;
    }

    private static URI uri(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException wrong) {
            throw wrong(url, "it is no URL");
        }
    }

    private static IllegalArgumentException wrong(String url, String why) {
        return new IllegalArgumentException("'" + shown(url) + "': " + why + "; " + EXPECTED);
    }
}
