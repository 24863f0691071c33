package com.nimsforest.node.adapters.http.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.adapters.http.TestHttpServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser may be made to ask by a page of somebody else, byte for byte. */
class ForeignPageTest {
    private static final String POST = "POST /river/a HTTP/1.1";

    private TestHttpServer node = TestHttpServer.with().names("forest.example").start();

    @AfterEach
    void stop() {
        node.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/livez", "/healthz", "/status", "/metrics", "/soil/a", "/events", "/nothing"})
    void nothingIsReadUnderANameThatIsNotTheNodes(String path) throws IOException {
        assertThat(ask("GET " + path + " HTTP/1.1", "Host: evil.example")).startsWith("HTTP/1.1 403");
        assertThat(ask("HEAD " + path + " HTTP/1.1", "Host: evil.example:8080")).startsWith("HTTP/1.1 403");
        assertThat(ask("OPTIONS " + path + " HTTP/1.1", "Host: evil.example")).startsWith("HTTP/1.1 403");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:8080",
                "LOCALHOST.",
                "a.localhost:1",
                "127.0.0.1:8080",
                "10.1.2.3",
                "[::1]:8080",
                "[fe80::1]",
                "forest.example",
                "Forest.Example:443"
            })
    void theNodeIsAskedByItsNamesAndByAddresses(String host) throws IOException {
        assertThat(ask("GET /livez HTTP/1.1", "Host: " + host)).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost.evil.example",
                "evil-localhost",
                "127.0.0.1.evil.example",
                "1.2.3",
                "forest.example.evil",
                "[::1].evil"
            })
    void aNameThatLooksLikeOneOfThemIsNone(String host) throws IOException {
        assertThat(ask("GET /livez HTTP/1.1", "Host: " + host)).doesNotStartWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hooks.example", "abc.tunnel.example:443", "localhost", "127.0.0.1:1"})
    void aSenderBehindATunnelPostsUnderAnyName(String host) throws IOException {
        assertThat(ask(POST, "Host: " + host)).startsWith("HTTP/1.1 201");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:8080, https://evil.example",
        "localhost:8080, null",
        "localhost:8080, http://localhost:3000",
        "localhost:8080, http://localhost",
        "evil.example, http://evil.example",
        "evil.example:8080, http://evil.example:8080",
        "localhost:8080, nonsense",
        "localhost:8080, http://forest.example.evil"
    })
    void aPageOfAnotherOriginNeitherPostsNorReads(String host, String origin) throws IOException {
        assertThat(ask(POST, "Host: " + host, "Origin: " + origin, "Content-Type: text/plain"))
                .startsWith("HTTP/1.1 403")
                .contains("\"hint\":\"set NIMSFOREST_HTTP_HOSTS");
        assertThat(ask("GET /status HTTP/1.1", "Host: " + host, "Origin: " + origin))
                .startsWith("HTTP/1.1 403");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:8080, http://localhost:8080",
        "127.0.0.1, http://127.0.0.1",
        "forest.example, https://forest.example",
        "127.0.0.1:8080, https://forest.example"
    })
    void theNodesOwnPageMay(String host, String origin) throws IOException {
        assertThat(ask(POST, "Host: " + host, "Origin: " + origin, "Sec-Fetch-Site: same-origin"))
                .startsWith("HTTP/1.1 201");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {POST, "GET /status HTTP/1.1", "GET /soil/a HTTP/1.1", "GET /events HTTP/1.1", "GET / HTTP/1.1"})
    void whatABrowserSaysComesFromAnotherSiteIsRefused(String line) throws IOException {
        assertThat(ask(line, "Host: localhost", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors"))
                .startsWith("HTTP/1.1 403");
    }

    @ParameterizedTest
    @CsvSource({"GET / HTTP/1.1, 200", "GET /status HTTP/1.1, 403", "POST /river/a HTTP/1.1, 403"})
    void aLinkToThePageMayBeFollowedFromAnywhere(String line, int status) throws IOException {
        String answer = ask(
                line,
                "Host: localhost",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Mode: navigate",
                "Sec-Fetch-Dest: document");

        assertThat(answer).startsWith("HTTP/1.1 " + status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /livez HTTP/1.1", POST})
    void withATokenThatDecidesAlone(String line) throws IOException {
        node.close();
        node = TestHttpServer.with().token("open-sesame").start();

        assertThat(ask(line, "Host: evil.example", "Origin: https://evil.example", "Authorization: Bearer open-sesame"))
                .startsWith("HTTP/1.1 20");
        assertThat(ask("GET /status HTTP/1.1", "Host: localhost")).startsWith("HTTP/1.1 401");
    }

    private String ask(String line, String... headers) throws IOException {
        String body = line.startsWith("POST") ? "Content-Length: 1\r\n\r\nx" : "\r\n";
        return node.raw(line + "\r\n" + String.join("\r\n", headers) + "\r\nConnection: close\r\n" + body);
    }
}
