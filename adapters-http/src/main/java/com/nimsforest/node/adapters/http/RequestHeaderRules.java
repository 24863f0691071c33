package com.nimsforest.node.adapters.http;

import java.time.Duration;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.internal.HttpConnection;

/** What holds for each request: it is what its first line says, and a connection that is kept says for how long. Any thread. */
final class RequestHeaderRules implements HttpConfiguration.Customizer {
    /** With it a GET would be worked as a POST, past every rule between here and the caller. */
    private static final String METHOD_OVERRIDE = "X-HTTP-Method-Override";

    private final HttpField keptFor;

    RequestHeaderRules(Duration idle) {
        keptFor = new HttpField(HttpHeader.KEEP_ALIVE, "timeout=" + Math.max(1, idle.toSeconds()));
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable answer) {
        boolean persistent = request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_1
                && !request.getHeaders().contains(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
        if (isFollowed(request)) {
            answer.put(HttpFields.CONNECTION_CLOSE);
        } else if (persistent) {
            answer.put(keptFor);
        }
        return request.getHeaders().contains(METHOD_OVERRIDE) ? without(request) : request;
    }

    /** A thread would work on what follows at once, as long as something does, and on no other connection. No client is like that. */
    private static boolean isFollowed(Request request) {
        boolean bodiless = !request.getHeaders().contains(HttpHeader.CONTENT_LENGTH)
                && !request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
        return bodiless
                && request.getConnectionMetaData().getConnection() instanceof HttpConnection connection
                && !connection.isRequestBufferEmpty();
    }

    private static Request without(Request request) {
        HttpFields rest =
                HttpFields.build(request.getHeaders()).remove(METHOD_OVERRIDE).asImmutable();
        return new Request.Wrapper(request) {
            @Override
            public HttpFields getHeaders() {
                return rest;
            }
        };
    }
}
