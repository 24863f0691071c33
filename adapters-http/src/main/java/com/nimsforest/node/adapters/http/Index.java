package com.nimsforest.node.adapters.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** The first page: what one can ask of this node. */
final class Index {
    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <meta name="color-scheme" content="light dark">
            <title>nimsforest node</title>
            </head>
            <body>
            <h1>nimsforest node</h1>
            <ul>
            <li><a href="/healthz">/healthz</a>: how this node is</li>
            <li><a href="/status">/status</a>: how the whole forest is</li>
            <li><a href="/readyz?verbose">/readyz?verbose</a>: whether it can take and keep data, and why not</li>
            <li><a href="/livez">/livez</a>: whether it lives</li>
            <li><a href="/metrics">/metrics</a>: for Prometheus</li>
            <li><code>POST /river/&lt;subject&gt;</code>: take data into the river</li>
            <li><code>GET /soil/&lt;entity&gt;</code>: the current value of an entity</li>
            </ul>
            </body>
            </html>
            """;

    private Index() {}

    static void register(RoutesConfig routes) {
        routes.get("/", Index::show);
        routes.head("/", Index::show);
    }

    private static void show(Context request) {
        request.contentType("text/html; charset=utf-8").result(PAGE);
    }
}
