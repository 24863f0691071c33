package com.nimsforest.node.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimsforest.node.adapters.http.metrics.MicrometerNodeMetrics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeHttpServerTest {
    private final TestHttpServer node = TestHttpServer.with().start();

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void thereIsAPageWithoutForeignHosts() {
        HttpResponse<String> page = node.get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=utf-8");
        assertThat(page.body()).contains("/healthz", "/metrics").doesNotContain("http://", "https://", "//");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/healthz/", "/healthz/x", "/soils/a", "/HEALTHZ", "//healthz"})
    void whatIsNotThereIsNotFound(String path) throws IOException {
        String answer = node.raw(
                "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nConnection: close\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 404")
                .contains("Content-Type: application/json", "{\"error\":\"nothing here");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/livez", "/readyz", "/healthz", "/health", "/metrics", "/soil/a", "/"})
    void whatIsOnlyToBeReadSaysSo(String path) {
        HttpResponse<String> answer = node.post(path, "x");

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).hasValue("GET, HEAD");
        assertThat(TestHttpServer.json(answer).propertyNames()).containsExactly("error", "hint");
    }

    @Test
    void anUnknownMethodIsRefusedToo() {
        HttpResponse<String> answer = node.send(node.to("/livez").method("PROPFIND", BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(405);
    }

    @Test
    void noAnswerTellsWhatServesIt() {
        for (String path : List.of("/", "/livez", "/nothing", "/soil/..", "/metrics")) {
            HttpResponse<String> answer = node.get(path);

            assertThat(answer.headers().map()).doesNotContainKeys("Server", "server", "X-Powered-By");
            assertThat(answer.body()).doesNotContainIgnoringCase("jetty").doesNotContainIgnoringCase("javalin");
            assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/9.9\r\n\r\n",
                "nonsense\r\n\r\n",
                "GET /soil/%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /soil/% HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /livez HTTP/1.1\r\nConnection: close\r\n\r\n",
                "POST /river/%zz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
                "POST /river/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\nConnection: close\r\n\r\n",
                "POST /river/a HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\n"
            })
    void whatIsNoHttpIsRefusedInTheSameForm(String request) throws IOException {
        String answer = node.raw(request);

        assertThat(answer)
                .matches("(?s)HTTP/1.1 (400|505) .*")
                .contains("Cache-Control: no-store", "{\"error\":")
                .doesNotContainIgnoringCase("jetty")
                .doesNotContainIgnoringCase("<html");
    }

    @Test
    void aVersionOfHttpThatIsNotSpokenIsRefusedWithOneThatIs() throws IOException {
        assertThat(node.raw("GET /livez HTTP/3.0\r\nHost: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 505")
                .contains("send it as HTTP/1.1")
                .doesNotContain("stopping");
    }

    @Test
    void tooLongHeadersAreRefusedInTheSameForm() throws IOException {
        String answer = node.raw("GET /livez HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(20_000) + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 431").contains("{\"error\":").doesNotContainIgnoringCase("jetty");
    }

    @Test
    void aWebSocketIsRefusedInTheSameForm() throws IOException {
        String answer =
                node.raw("GET /livez HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                        + "Connection: close\r\n\r\n");

        assertThat(answer)
                .matches("(?s)HTTP/1.1 40[04] .*")
                .contains("{\"error\":")
                .doesNotContainIgnoringCase("jetty");
    }

    @Test
    void aPortThatIsTakenIsNamedWithWhatToDo() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            NodeHttpServer server = server("127.0.0.1", taken.getLocalPort());

            assertThatThrownBy(server::start)
                    .isInstanceOf(CannotListenException.class)
                    .hasMessage("cannot listen on 127.0.0.1:" + taken.getLocalPort()
                            + ": the port is taken; stop what uses it, or set NIMSFOREST_HTTP_PORT to another");
        }
    }

    @Test
    void anAddressThatIsNotOursIsNamed() {
        assertThatThrownBy(() -> server("192.0.2.1", 0).start())
                .isInstanceOf(CannotListenException.class)
                .hasMessageContaining("192.0.2.1:0: this machine has no such address");
        assertThatThrownBy(() -> server("no-such-host.invalid", 0).start())
                .isInstanceOf(CannotListenException.class)
                .hasMessageContaining("no-such-host.invalid:0: the host name is not known");
    }

    @Test
    void aServerThatNeverStartedCloses() {
        NodeHttpServer server = server("127.0.0.1", 0);

        server.close();
        server.close();
    }

    private static NodeHttpServer server(String host, int port) {
        return new NodeHttpServer(
                new HttpServerSettings(host, port, Optional.empty(), 1000),
                SampleHealthReports::healthy,
                SampleForestStatuses::healthy,
                (subject, data, id) -> new CompletableFuture<>(),
                key -> Optional.empty(),
                new MicrometerNodeMetrics());
    }
}
