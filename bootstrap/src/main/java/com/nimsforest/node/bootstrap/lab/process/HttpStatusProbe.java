package com.nimsforest.node.bootstrap.lab.process;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Asks a server or a node how it is. */
public final class HttpStatusProbe {
    private static final int PATIENCE_MILLIS = 1000;
    private static final int OK = 200;

    private HttpStatusProbe() {}

    public static boolean isUp(URI base, String path) {
        return ask(base, path).code() == OK;
    }

    /** What it says, on one line; that it does not answer when it does not. */
    public static String words(URI base, String path) {
        String body = ask(base, path).body().strip().replaceAll("\\s+", " ");
        return body.isEmpty() ? "no answer" : body;
    }

    private record Answer(int code, String body) {}

    private static Answer ask(URI base, String path) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) base.resolve(path).toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            int code = connection.getResponseCode();
            try (InputStream body = code < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                return new Answer(code, body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException down) {
            return new Answer(0, "");
        }
    }
}
