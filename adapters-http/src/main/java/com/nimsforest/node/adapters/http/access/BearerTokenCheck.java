package com.nimsforest.node.adapters.http.access;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.adapters.http.answer.HttpProblem;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tokens that callers show: who may post, and who may read what is not for strangers. Any thread. */
public final class BearerTokenCheck {
    private static final String SCHEME = "Bearer ";
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final String CHALLENGE = "Bearer realm=\"nimsforest\"";

    private final List<KnownToken> tokens = new ArrayList<>();
    private final boolean local;
    private final WrongTokenLimiter limiter;

    /**
     * Knows the tokens.
     *
     * @param tokens what callers have to show
     * @param local whether only this machine reaches the node
     * @param limiter slows down who shows a wrong one
     */
    public BearerTokenCheck(AccessTokens tokens, boolean local, WrongTokenLimiter limiter) {
        add(tokens.operate().stream().toList(), EnumSet.allOf(AccessRight.class));
        add(tokens.post(), EnumSet.of(AccessRight.POST));
        add(tokens.read(), EnumSet.of(AccessRight.READ));
        this.local = local;
        this.limiter = requireNonNull(limiter, "limiter");
    }

    private void add(Collection<String> texts, Set<AccessRight> rights) {
        texts.forEach(text -> tokens.add(new KnownToken(text.getBytes(StandardCharsets.UTF_8), rights)));
    }

    /** Lets those pass whose token is for posting, and everybody where none is set; others are refused with 401 or 403. */
    public void checkPoster(Context request) {
        check(request, AccessRight.POST);
    }

    /** As {@link #checkPoster}, of reading: a token protects what is read on every address. */
    public void checkReader(Context request) {
        check(request, AccessRight.READ);
    }

    /** As {@link #checkReader}; where no token is set, only this machine passes. */
    public void checkTrusted(Context request) {
        if (tokens.isEmpty() && !local) {
            throw refused("no token is set that one could show", CHALLENGE, Duration.ZERO);
        }
        checkReader(request);
    }

    /**
     * Whether the caller may read what tells of the machines: who shows a token for it, and on this machine anybody while none is
     * set. It is asked where a stranger gets an answer too, so a wrong token does not wait, but the next ones are not looked at.
     */
    public boolean isTrusted(Context request) {
        if (tokens.isEmpty()) {
            return local;
        }
        Optional<String> shown = shown(request);
        if (shown.isEmpty() || limiter.isLimited(request.ip())) {
            return false;
        }
        Set<AccessRight> rights = rights(shown.get());
        if (rights.isEmpty()) {
            limiter.next(request.ip());
        }
        return rights.contains(AccessRight.READ);
    }

    private void check(Context request, AccessRight right) {
        if (tokens.isEmpty()) {
            return;
        }
        Optional<String> shown = shown(request);
        if (shown.isEmpty()) {
            throw refused("a token is needed", CHALLENGE, Duration.ZERO);
        }
        Set<AccessRight> rights = rights(shown.get());
        if (rights.isEmpty()) {
            throw refused("the token is wrong", CHALLENGE + ", error=\"invalid_token\"", limiter.next(request.ip()));
        }
        if (!rights.contains(right)) {
            throw lacking(right);
        }
    }

    /** In constant time, so that nobody learns a token from how long the answer takes. */
    private Set<AccessRight> rights(String shown) {
        byte[] given = shown.getBytes(StandardCharsets.UTF_8);
        Set<AccessRight> rights = EnumSet.noneOf(AccessRight.class);
        for (KnownToken token : tokens) {
            if (MessageDigest.isEqual(token.text(), given)) {
                rights.addAll(token.rights());
            }
        }
        return rights;
    }

    private static Optional<String> shown(Context request) {
        return Optional.ofNullable(request.header("Authorization"))
                .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(header -> header.substring(SCHEME.length()).strip());
    }

    private static RuntimeException refused(String error, String challenge, Duration delay) {
        String hint = "send the header Authorization: Bearer <token>, as set by NIMSFOREST_HTTP_TOKEN";
        return new HttpProblem(UNAUTHORIZED, error, hint, Map.of("WWW-Authenticate", challenge)).asException(delay);
    }

    /** As <a href="https://www.rfc-editor.org/rfc/rfc6750#section-3.1">RFC 6750</a> wants it. */
    private static RuntimeException lacking(AccessRight right) {
        return new HttpProblem(
                        FORBIDDEN,
                        "the token is not one to " + right + " with",
                        "show one of NIMSFOREST_HTTP_" + right.name() + "_TOKEN, or NIMSFOREST_HTTP_TOKEN",
                        Map.of(
                                "WWW-Authenticate",
                                CHALLENGE + ", error=\"insufficient_scope\", scope=\"" + right + "\""))
                .asException();
    }

    private record KnownToken(byte[] text, Set<AccessRight> rights) {}
}
