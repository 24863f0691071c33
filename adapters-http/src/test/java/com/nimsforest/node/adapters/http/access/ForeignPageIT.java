package com.nimsforest.node.adapters.http.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.adapters.http.TestHttpServer;
import com.nimsforest.node.adapters.http.browser.HeadlessBrowser;
import com.nimsforest.node.domain.message.PublishReceipt;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A page of somebody else in a real browser on the node's machine: it can neither post nor read, by rebinding neither. */
@Timeout(60)
class ForeignPageIT {
    private static HeadlessBrowser browser;

    private final List<String> posted = new CopyOnWriteArrayList<>();
    private TestHttpServer node;
    private HttpServer evil;

    @BeforeAll
    static void open() {
        // What an attacker's name server does: the name leads to this machine.
        browser = HeadlessBrowser.open("--host-resolver-rules=MAP evil.example 127.0.0.1");
    }

    @AfterAll
    static void shut() {
        browser.close();
    }

    @BeforeEach
    void start() throws IOException {
        node = TestHttpServer.with()
                .intake((subject, data, id) -> {
                    posted.add(subject.value());
                    return CompletableFuture.completedFuture(new PublishReceipt("RIVER", 7, false));
                })
                .start();
        evil = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        evil.createContext("/", exchange -> {
            byte[] page = "<!doctype html><title>evil</title><iframe name=frame></iframe>".getBytes();
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        evil.start();
    }

    @AfterEach
    void stop() {
        browser.leave();
        evil.stop(0);
        node.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "127.0.0.1", "localhost"})
    void aPageOfAnotherOriginCannotPost(String host) {
        browser.visit(URI.create("http://" + host + ":" + evil.getAddress().getPort() + "/"));
        String river = "http://127.0.0.1:" + node.port() + "/river/a";

        browser.later("fetch('" + river + "', {method: 'POST', body: 'x', mode: 'no-cors'}).finally(done)");
        browser.later(
                "fetch('" + river + "', {method: 'POST', body: '{}', headers: {'Content-Type': 'application/json'}})"
                        + ".then(done, done)");
        browser.run("navigator.sendBeacon('" + river + "', 'x')");
        browser.later("const form = document.createElement('form'); form.method = 'post'; form.action = '" + river
                + "'; form.target = 'frame'; document.body.append(form);"
                + "document.querySelector('iframe').onload = () => done(); form.submit();");

        assertThat(posted).isEmpty();
        assertThat(node.post("/river/a", "x").statusCode()).isEqualTo(201);
        assertThat(posted).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/status", "/soil/a", "/metrics", "/healthz", "/"})
    void aPageOfAnotherOriginCannotRead(String path) {
        browser.visit(URI.create("http://evil.example:" + evil.getAddress().getPort() + "/"));

        String read = browser.later("fetch('http://127.0.0.1:" + node.port() + path
                + "').then(answer => answer.text()).then(done, () => done('nothing'))");

        assertThat(read).isEqualTo("nothing");
    }

    @Test
    void aPageWhoseNameWasBoundToThisMachineCanNeitherPostNorRead() {
        browser.visit(URI.create("http://evil.example:" + node.port() + "/"));
        assertThat(browser.<String>ask("location.hostname")).isEqualTo("evil.example");
        assertThat(browser.<String>ask("document.body.innerText")).contains("not asked by that name");

        for (String path : List.of("/status", "/soil/a", "/metrics", "/healthz", "/livez", "/")) {
            assertThat(browser.<Long>later("fetch('" + path + "').then(answer => done(answer.status), done)"))
                    .as(path)
                    .isEqualTo(403);
        }
        assertThat(browser.<Long>later(
                        "fetch('/river/a', {method: 'POST', body: 'x'}).then(answer => done(answer.status), done)"))
                .isEqualTo(403);
        assertThat(browser.<String>later("const feed = new EventSource('/events');"
                        + "feed.onmessage = feed.onopen = () => done('open'); feed.onerror = () => done('refused')"))
                .isEqualTo("refused");
        assertThat(posted).isEmpty();
    }

    @Test
    void theNodesOwnPageReads() {
        browser.visit(node.page());

        assertThat(browser.<Long>later("fetch('/status').then(answer => done(answer.status), done)"))
                .isEqualTo(200);
        assertThat(browser.<Long>later(
                        "fetch('/river/a', {method: 'POST', body: 'x'}).then(answer => done(answer.status), done)"))
                .isEqualTo(201);
    }
}
