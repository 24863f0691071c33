package com.nimsforest.node.adapters.http.answer;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;

/** The token that callers show: who may post, and who may read what is not for strangers. Any thread. */
public final class BearerTokenCheck {
    private static final String SCHEME = "Bearer ";
    private static final int UNAUTHORIZED = 401;
    private static final String CHALLENGE = "Bearer realm=\"nimsforest\"";

    private final Optional<byte[]> token;
    private final boolean local;

    /**
     * Knows the token.
     *
     * @param token what callers have to show; empty when none is set
     * @param local whether only this machine reaches the node
     */
    public BearerTokenCheck(Optional<String> token, boolean local) {
        this.token = token.map(text -> text.getBytes(StandardCharsets.UTF_8));
        this.local = local;
    }

    /** Lets those pass who show the token, and everybody where none is set; others are refused with 401. */
    public void check(Context request) {
        if (token.isPresent()) {
            verify(request, token.get());
        }
    }

    /** As {@link #check}: a token protects what is read as well, on every address. */
    public void checkReader(Context request) {
        check(request);
    }

    /** Whether the caller may read what tells of the machines: who shows the token, and on this machine anybody while none is set. */
    public boolean isTrusted(Context request) {
        return token.map(wanted -> shows(request, wanted)).orElse(local);
    }

    /** Refuses with 401 who is not {@linkplain #isTrusted trusted}, also where no token is set. */
    public void checkTrusted(Context request) {
        if (token.isEmpty() && !local) {
            throw refused("no token is set that one could show", CHALLENGE);
        }
        check(request);
    }

    private static void verify(Context request, byte[] wanted) {
        if (!shown(request).isPresent()) {
            throw refused("a token is needed", CHALLENGE);
        }
        if (!shows(request, wanted)) {
            throw refused("the token is wrong", CHALLENGE + ", error=\"invalid_token\"");
        }
    }

    /** In constant time, so that nobody learns the token from how long the answer takes. */
    private static boolean shows(Context request, byte[] wanted) {
        return shown(request)
                .map(given -> MessageDigest.isEqual(wanted, given.getBytes(StandardCharsets.UTF_8)))
                .orElse(false);
    }

    private static Optional<String> shown(Context request) {
        return Optional.ofNullable(request.header("Authorization"))
                .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(header -> header.substring(SCHEME.length()).strip());
    }

    private static RuntimeException refused(String error, String challenge) {
        String hint = "send the header Authorization: Bearer <token>, as set by NIMSFOREST_HTTP_TOKEN";
        return new HttpProblem(UNAUTHORIZED, error, hint, Map.of("WWW-Authenticate", challenge)).asException();
    }
}
