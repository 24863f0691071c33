package com.nimsforest.node.adapters.http.access;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.adapters.http.answer.HttpProblem;
import io.javalin.http.Context;
import java.net.URI;
import java.util.Optional;

/**
 * Refuses what a page of somebody else makes a browser send, while no token is set: then a browser on this machine is all that such
 * a page needs. Senders of webhooks come through tunnels and proxies, so a {@code POST} may name any host, unless the browser
 * tells that it comes from a page.
 *
 * @see <a href="https://www.w3.org/TR/fetch-metadata/">Fetch Metadata</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6454#section-7">Origin</a>
 */
public final class ForeignPageCheck {
    private static final String HINT = "set NIMSFOREST_HTTP_HOSTS to the names by which this node may be asked, or"
            + " NIMSFOREST_HTTP_TOKEN to let nobody in without one";

    private final OwnHostNames own;

    public ForeignPageCheck(OwnHostNames own) {
        this.own = requireNonNull(own, "own");
    }

    /** Passes, or refuses with 403. */
    public void check(Context request) {
        String host = Optional.ofNullable(request.header("Host")).orElse("");
        Optional.ofNullable(request.header("Origin"))
                .filter(origin -> isForeign(origin, host))
                .ifPresent(origin -> {
                    throw refused("a page of another origin may not ask this node");
                });
        if (isCrossSite(request)) {
            throw refused("a page of another site may not ask this node");
        }
        if (!host.isEmpty() && !isPost(request) && !own.holds(host)) {
            throw refused("this node is not asked by that name");
        }
    }

    /** The same host and port as the node was asked by, under a name of its own; or one that was given. */
    private boolean isForeign(String origin, String host) {
        String authority = authority(origin);
        return !own.isGiven(authority) && !(own.holds(host) && authority.equalsIgnoreCase(host.strip()));
    }

    private static String authority(String origin) {
        try {
            return String.valueOf(URI.create(origin.strip()).getRawAuthority());
        } catch (IllegalArgumentException odd) {
            return "null";
        }
    }

    /** But for a link to the page, which somebody followed: what loads there is asked for by the page itself. */
    private static boolean isCrossSite(Context request) {
        boolean followed = request.path().equals("/")
                && "navigate".equals(request.header("Sec-Fetch-Mode"))
                && "document".equals(request.header("Sec-Fetch-Dest"))
                && !isPost(request);
        return "cross-site".equals(request.header("Sec-Fetch-Site")) && !followed;
    }

    private static boolean isPost(Context request) {
        return request.req().getMethod().equals("POST");
    }

    private static RuntimeException refused(String error) {
        return HttpProblem.of(403, error, HINT).asException();
    }
}
