package com.nimsforest.node.bootstrap.lab.process;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Asks a server or a node for its status over HTTP, on the calling thread; no answer within 2 s counts as none. */
public final class HealthEndpointReader {
    private static final int TIMEOUT_MILLIS = 2000;
    private static final int OK = 200;

    private HealthEndpointReader() {}

    public static boolean isUp(URI base, String path) {
        return ask(base, path, "").code() == OK;
    }

    /** The body on one line; "no answer" when there is none. */
    public static String bodyLine(URI base, String path) {
        String line = ask(base, path, "").body().strip().replaceAll("\\s+", " ");
        return line.isEmpty() ? "no answer" : line;
    }

    /**
     * The body, whatever the status code; empty without an answer.
     *
     * @param token what a node wants to be shown; empty when it needs none
     */
    public static String body(URI base, String path, String token) {
        return ask(base, path, token).body();
    }

    private record Answer(int code, String body) {}

    private static Answer ask(URI base, String path, String token) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) base.resolve(path).toURL().openConnection();
            if (!token.isEmpty()) {
                connection.setRequestProperty("Authorization", "Bearer " + token);
            }
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            int code = connection.getResponseCode();
            try (InputStream body = code < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                return new Answer(code, body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException down) {
            return new Answer(0, "");
        }
    }
}
