package com.nimsforest.node.adapters.http.page;

import com.nimsforest.node.adapters.http.answer.HttpProblem;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** The first page: how the forest is, and what one can ask of this node. It holds no secret; what it shows comes by the feed. */
public final class StatusPageEndpoint {
    private static final String POLICY = "default-src 'none'; script-src 'self' %s; style-src 'self'; img-src 'self'; "
            + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final String FOREVER = "public, max-age=31536000, immutable";
    private static final int NOT_MODIFIED = 304;

    private final StatusPageFiles files = new StatusPageFiles();
    private final String policy = POLICY.replace("%s", files.sourceOfItsOwnScript());

    public void register(RoutesConfig routes) {
        routes.get("/", this::page);
        routes.head("/", this::page);
        routes.get("/page/{version}/{file}", this::file);
        routes.head("/page/{version}/{file}", this::file);
    }

    private void page(Context request) {
        request.header("Content-Security-Policy", policy)
                .header("Referrer-Policy", "no-referrer")
                .contentType("text/html; charset=utf-8")
                .result(files.page());
    }

    /** A file never changes under its path, since the version is part of that. */
    private void file(Context request) {
        String name = request.pathParam("file");
        byte[] file = files.file(request.pathParam("version"), name).orElseThrow(() -> unknown(request));
        String tag = "\"" + files.currentVersion() + "\"";
        request.header("Cache-Control", FOREVER).header("ETag", tag);
        if (tag.equals(request.header("If-None-Match"))) {
            request.status(NOT_MODIFIED);
        } else {
            request.contentType(StatusPageFiles.type(name) + "; charset=utf-8").result(file);
        }
    }

    private static RuntimeException unknown(Context request) {
        return HttpProblem.of(404, "nothing here: " + request.path(), "load the page anew")
                .asException();
    }
}
