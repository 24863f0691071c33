package com.nimsforest.node.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.http.metrics.MicrometerInstruments;
import com.nimsforest.node.domain.message.Receipt;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpServerTest {
    private static final Duration QUICK = Duration.ofSeconds(2);

    private Served node = Served.with().start();

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
        String answer =
                node.raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nAccept: text/html\r\nConnection: close\r\n\r\n");

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
        assertThat(Served.json(answer).propertyNames()).containsExactly("error", "hint");
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
                "GET /soil/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /soil/% HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /livez HTTP/1.1\r\nConnection: close\r\n\r\n",
                "POST /river/%zz HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
                "POST /river/a HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\nConnection: close\r\n\r\n",
                "POST /river/a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\n"
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
    void tooLongHeadersAreRefusedInTheSameForm() throws IOException {
        String answer = node.raw("GET /livez HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(20_000) + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 431").contains("{\"error\":").doesNotContainIgnoringCase("jetty");
    }

    @Test
    void aWebSocketIsRefusedInTheSameForm() throws IOException {
        String answer = node.raw("GET /livez HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                + "Connection: close\r\n\r\n");

        assertThat(answer)
                .matches("(?s)HTTP/1.1 40[04] .*")
                .contains("{\"error\":")
                .doesNotContainIgnoringCase("jetty");
    }

    @Test
    void probesAreQuickWhileTheIntakeNeverAnswers() {
        AtomicInteger waiting = new AtomicInteger();
        restart(Served.with().intake((subject, data, id) -> {
            waiting.incrementAndGet();
            return new CompletableFuture<>();
        }));
        for (int i = 0; i < 64; i++) {
            node.sendLater(node.to("/river/a").POST(BodyPublishers.ofString("x")));
        }
        await().until(() -> waiting.get() == 64);

        for (int i = 0; i < 20; i++) {
            assertQuick("/healthz");
        }
    }

    @Test
    void probesAreQuickWhileTheSoilNeverAnswers() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        restart(Served.with().soil(key -> {
            awaitQuietly(never);
            return Optional.empty();
        }));
        List<CompletableFuture<HttpResponse<String>>> looks = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            looks.add(node.sendLater(node.to("/soil/a").GET()));
        }

        await().until(() -> looks.stream().filter(CompletableFuture::isDone).count() == 16);

        assertThat(looks.stream().filter(CompletableFuture::isDone))
                .allMatch(look -> look.join().statusCode() == 503);
        assertQuick("/healthz");
        never.countDown();
    }

    @Test
    void probesAreQuickWhileBodiesDripIn() throws IOException {
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            slow.add(node.open("POST /river/a HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf of it"));
        }

        assertQuick("/healthz");

        for (Socket socket : slow) {
            socket.close();
        }
    }

    @Test
    void aBodyThatDoesNotComeInTimeIsGivenUp() throws IOException {
        restart(Served.with().patience(Duration.ofMillis(100), Duration.ofSeconds(20)));

        String answer = node.raw("POST /river/a HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf of it");

        assertThat(answer).startsWith("HTTP/1.1 408").contains("{\"error\":\"the body did not come in time\"");
    }

    @Test
    void aConnectionThatSaysNothingIsClosed() throws IOException {
        restart(Served.with().idle(Duration.ofMillis(200)));

        assertThat(node.raw("")).isEmpty();
        assertThat(node.raw("GET /livez HTTP/1.1\r\nHost: x\r\nX-Slow: ")).doesNotContain("200 OK");
    }

    @Test
    void anAnswerMayTakeLongerThanAConnectionMayBeSilent() {
        restart(Served.with()
                .idle(Duration.ofMillis(200))
                .intake((subject, data, id) ->
                        CompletableFuture.supplyAsync(() -> new Receipt("RIVER", 1, false), later(700))));

        assertThat(node.post("/river/a", "x").statusCode()).isEqualTo(201);
    }

    @Test
    void aPortThatIsTakenIsNamedWithWhatToDo() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            HttpServer server = server("127.0.0.1", taken.getLocalPort());

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
        HttpServer server = server("127.0.0.1", 0);

        server.close();
        server.close();
    }

    @Test
    void closingLetsARunningRequestFinish() {
        CompletableFuture<Receipt> receipt = new CompletableFuture<>();
        CountDownLatch arrived = new CountDownLatch(1);
        restart(Served.with().intake((subject, data, id) -> {
            arrived.countDown();
            return receipt;
        }));
        CompletableFuture<HttpResponse<String>> answer =
                node.sendLater(node.to("/river/a").POST(BodyPublishers.ofString("x")));
        awaitQuietly(arrived);

        int port = node.port();
        CompletableFuture<Void> closed = CompletableFuture.runAsync(node::close);
        await().until(() -> refused(port));
        receipt.completeAsync(() -> new Receipt("RIVER", 9, false), later(600));

        assertThat(answer.join().statusCode()).isEqualTo(201);
        closed.join();
    }

    @Test
    void closingIsBoundedWhenARequestNeverFinishes() {
        CountDownLatch arrived = new CountDownLatch(1);
        restart(Served.with().intake((subject, data, id) -> {
            arrived.countDown();
            return new CompletableFuture<>();
        }));
        node.sendLater(node.to("/river/a").POST(BodyPublishers.ofString("x")));
        awaitQuietly(arrived);

        long start = System.nanoTime();
        node.close();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    private void restart(Served.Builder other) {
        node.close();
        node = other.start();
    }

    private void assertQuick(String path) {
        long start = System.nanoTime();
        HttpResponse<String> answer = node.get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(QUICK);
    }

    private static boolean refused(int port) {
        try {
            new Socket("127.0.0.1", port).close();
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static Executor later(long millis) {
        return CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static HttpServer server(String host, int port) {
        return new HttpServer(
                new HttpSettings(host, port, Optional.empty(), 1000),
                Reports::healthy,
                Statuses::healthy,
                (subject, data, id) -> new CompletableFuture<>(),
                key -> Optional.empty(),
                new MicrometerInstruments());
    }
}
