package com.nimsforest.node.adapters.http.river;

import com.nimsforest.node.adapters.http.answer.Problem;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;

/** Lets those pass who show the token, and everybody where none is set. */
final class BearerToken {
    private static final String SCHEME = "Bearer ";
    private static final int UNAUTHORIZED = 401;

    private final Optional<byte[]> token;

    BearerToken(Optional<String> token) {
        this.token = token.map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    void check(Context request) {
        if (token.isEmpty()) {
            return;
        }
        String shown = request.header("Authorization");
        if (shown == null || !shown.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw refused("a token is needed", "Bearer realm=\"nimsforest\"");
        }
        byte[] given = shown.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8);
        // In constant time, so that nobody learns the token from how long the answer takes.
        if (!MessageDigest.isEqual(token.get(), given)) {
            throw refused("the token is wrong", "Bearer realm=\"nimsforest\", error=\"invalid_token\"");
        }
    }

    private static RuntimeException refused(String error, String challenge) {
        String hint = "send the header Authorization: Bearer <token>, as set by NIMSFOREST_HTTP_TOKEN";
        return new Problem(UNAUTHORIZED, error, hint, Map.of("WWW-Authenticate", challenge)).asException();
    }
}
