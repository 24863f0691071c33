package com.nimsforest.node.adapters.nats;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the node proves itself to the sidecar and the sidecar to the node. As with the {@code nats} command, a user without
 * a password is a token. {@link #toString} shows no secret.
 *
 * @param creds a file with a JWT and the seed of its key
 * @param nkey a file with the seed of a key
 * @param ca certificates (PEM) that the server's one must descend from; without it those of the Java runtime count
 * @param cert the node's own certificate (PEM), with {@code key}
 */
public record NatsCredentials(
        Optional<String> user,
        Optional<String> password,
        Optional<String> token,
        Optional<Path> creds,
        Optional<Path> nkey,
        Optional<Path> ca,
        Optional<Path> cert,
        Optional<Path> key) {
    private static final NatsCredentials NONE = new NatsCredentials(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public NatsCredentials {
        requireNonNull(user, "user");
        requireNonNull(password, "password");
        requireNonNull(token, "token");
        requireNonNull(creds, "creds");
        requireNonNull(nkey, "nkey");
        requireNonNull(ca, "ca");
        requireNonNull(cert, "cert");
        requireNonNull(key, "key");
        if (cert.isPresent() != key.isPresent()) {
            throw new IllegalArgumentException("a certificate and its key must be given together");
        }
        if (password.isPresent() && user.isEmpty()) {
            throw new IllegalArgumentException("a password needs a user");
        }
        List<String> ways = ways(user, token, creds, nkey);
        if (ways.size() > 1) {
            throw new IllegalArgumentException("only one of these can be given: " + String.join(", ", ways));
        }
    }

    public static NatsCredentials none() {
        return NONE;
    }

    public static NatsCredentials password(String user, String password) {
        return new NatsCredentials(
                Optional.of(user),
                Optional.of(password),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public static NatsCredentials token(String token) {
        return new NatsCredentials(
                Optional.empty(),
                Optional.empty(),
                Optional.of(token),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** These, with a file that holds the seed of a key. */
    public NatsCredentials withNkey(Path seedFile) {
        return new NatsCredentials(user, password, token, creds, Optional.of(seedFile), ca, cert, key);
    }

    /** These, with a file that holds a JWT and the seed of its key. */
    public NatsCredentials withCreds(Path credsFile) {
        return new NatsCredentials(user, password, token, Optional.of(credsFile), nkey, ca, cert, key);
    }

    /** These, believing only servers whose certificates descend from the given ones. */
    public NatsCredentials withCa(Path caFile) {
        return new NatsCredentials(user, password, token, creds, nkey, Optional.of(caFile), cert, key);
    }

    /** These, with the node's own certificate and its key. */
    public NatsCredentials withCertificate(Path certFile, Path keyFile) {
        return new NatsCredentials(user, password, token, creds, nkey, ca, Optional.of(certFile), Optional.of(keyFile));
    }

    public boolean wantTls() {
        return ca.isPresent() || cert.isPresent();
    }

    private static List<String> ways(
            Optional<String> user, Optional<String> token, Optional<Path> creds, Optional<Path> nkey) {
        List<String> ways = new ArrayList<>();
        user.ifPresent(given -> ways.add("user"));
        token.ifPresent(given -> ways.add("token"));
        creds.ifPresent(given -> ways.add("credentials file"));
        nkey.ifPresent(given -> ways.add("nkey file"));
        return ways;
    }

    @Override
    public String toString() {
        return "NatsCredentials[user=" + user.orElse("") + ", password=" + masked(password) + ", token="
                + masked(token) + ", creds=" + shown(creds) + ", nkey=" + shown(nkey) + ", ca=" + shown(ca) + ", cert="
                + shown(cert) + ", key=" + shown(key) + "]";
    }

    private static String masked(Optional<String> secret) {
        return secret.isPresent() ? "***" : "";
    }

    private static String shown(Optional<Path> file) {
        return file.map(Path::toString).orElse("");
    }
}
