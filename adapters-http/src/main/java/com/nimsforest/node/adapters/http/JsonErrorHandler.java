package com.nimsforest.node.adapters.http;

import com.nimsforest.node.adapters.http.answer.HttpProblem;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Puts what the server refuses by itself (bad requests, too long headers, stopping) into the form of all other problems. */
final class JsonErrorHandler extends ErrorHandler {
    private static final HttpField NO_STORE = new HttpField(HttpHeader.CACHE_CONTROL, "no-store");
    private static final HttpField JSON = new HttpField(HttpHeader.CONTENT_TYPE, "application/json");

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateCacheControl(Response response) {
        response.getHeaders().put(NO_STORE);
    }

    @Override
    protected void generateResponse(
            Request request, Response response, int code, String message, Throwable cause, Callback callback) {
        response.getHeaders().put(JSON);
        response.write(true, ByteBuffer.wrap(problem(code).body()), callback);
    }

    private static HttpProblem problem(int code) {
        return HttpProblem.of(code, String.valueOf(HttpStatus.getMessage(code)), hint(code));
    }

    private static String hint(int code) {
        if (code == HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505) {
            return "send it as HTTP/1.1";
        }
        return code < HttpStatus.INTERNAL_SERVER_ERROR_500
                ? "the request is not as HTTP wants it, or larger than this server takes"
                : "the node is stopping, or its log says more";
    }
}
