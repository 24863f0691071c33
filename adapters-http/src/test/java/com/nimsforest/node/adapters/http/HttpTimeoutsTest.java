package com.nimsforest.node.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.domain.message.PublishReceipt;
import java.io.IOException;
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

/** How long it waits for others, and that nobody else waits with it. */
class HttpTimeoutsTest {
    private static final Duration QUICK = Duration.ofSeconds(2);

    private TestHttpServer node = TestHttpServer.with().start();

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void probesAreQuickWhileTheIntakeNeverAnswers() {
        AtomicInteger waiting = new AtomicInteger();
        restart(TestHttpServer.with().intake((subject, data, id) -> {
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
        restart(TestHttpServer.with().soil(key -> {
            awaitQuietly(never);
            return Optional.empty();
        }));
        List<CompletableFuture<HttpResponse<String>>> requests = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            requests.add(node.sendLater(node.to("/soil/a").GET()));
        }

        await().until(() -> requests.stream().filter(CompletableFuture::isDone).count() == 16);

        assertThat(requests.stream().filter(CompletableFuture::isDone))
                .allMatch(request -> request.join().statusCode() == 503);
        assertQuick("/healthz");
        never.countDown();
    }

    @Test
    void probesAreQuickWhileBodiesDripIn() throws IOException {
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            slow.add(node.open("POST /river/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nhalf of it"));
        }

        assertQuick("/healthz");

        for (Socket socket : slow) {
            socket.close();
        }
    }

    @Test
    void probesAreQuickWhileMoreConnectionsThanThereIsRoomForSendAByteNowAndThen() throws IOException {
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 1200; i++) {
            slow.add(node.open("GET /livez HTTP/1.1\r\nHost: localhost\r\nX-Slow: "));
        }

        for (int i = 0; i < 20; i++) {
            assertQuick("/livez");
        }

        for (Socket socket : slow) {
            socket.close();
        }
    }

    @Test
    void aHeadThatDripsInIsGivenUp() throws Exception {
        restart(TestHttpServer.with().head(Duration.ofMillis(500)));
        try (Socket slow = node.open("GET /livez HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")) {
            await().atMost(Duration.ofSeconds(10)).until(() -> isEnded(slow));
        }
    }

    @Test
    void aConnectionThatAsksAgainAndAgainIsNoSlowOne() throws Exception {
        restart(TestHttpServer.with().head(Duration.ofMillis(500)));
        String request = "GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n";
        try (Socket connection = node.open(request)) {
            long end = System.nanoTime() + Duration.ofSeconds(4).toNanos();
            while (System.nanoTime() < end) {
                assertThat(connection.getInputStream().read(new byte[4096])).isPositive();
                connection.getOutputStream().write(request.getBytes());
            }
        }
    }

    /** Whether the other side has closed it, found out by one more byte. */
    private static boolean isEnded(Socket socket) {
        try {
            socket.getOutputStream().write('x');
            return false;
        } catch (IOException ended) {
            return true;
        }
    }

    @Test
    void uploadsThatAreNeverFinishedRefuseNoSmallPost() throws IOException {
        restart(TestHttpServer.with().maxBody(1 << 20));
        List<Socket> unfinished = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Socket upload = node.open("POST /river/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1048576\r\n\r\n");
            upload.getOutputStream().write(new byte[1_000_000]);
            unfinished.add(upload);
        }

        for (int i = 0; i < 20; i++) {
            assertThat(node.post("/river/a", "x".repeat(10_000)).statusCode()).isEqualTo(201);
        }

        for (Socket upload : unfinished) {
            upload.close();
        }
    }

    @Test
    void aBodyThatDoesNotComeInTimeIsGivenUp() throws IOException {
        restart(TestHttpServer.with().patience(Duration.ofMillis(100), Duration.ofSeconds(20)));

        String answer = node.raw("POST /river/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nhalf of it");

        assertThat(answer).startsWith("HTTP/1.1 408").contains("{\"error\":\"the body did not come in time\"");
    }

    @Test
    void aConnectionThatSaysNothingIsClosed() throws IOException {
        restart(TestHttpServer.with().idle(Duration.ofMillis(200)));

        assertThat(node.raw("")).isEmpty();
        assertThat(node.raw("GET /livez HTTP/1.1\r\nHost: localhost\r\nX-Slow: "))
                .doesNotContain("200 OK");
    }

    @Test
    void anAnswerMayTakeLongerThanAConnectionMayBeSilent() {
        restart(TestHttpServer.with()
                .idle(Duration.ofMillis(200))
                .intake((subject, data, id) ->
                        CompletableFuture.supplyAsync(() -> new PublishReceipt("RIVER", 1, false), later(700))));

        assertThat(node.post("/river/a", "x").statusCode()).isEqualTo(201);
    }

    @Test
    void closingLetsARunningRequestFinish() {
        CompletableFuture<PublishReceipt> receipt = new CompletableFuture<>();
        CountDownLatch arrived = new CountDownLatch(1);
        restart(TestHttpServer.with().intake((subject, data, id) -> {
            arrived.countDown();
            return receipt;
        }));
        CompletableFuture<HttpResponse<String>> answer =
                node.sendLater(node.to("/river/a").POST(BodyPublishers.ofString("x")));
        awaitQuietly(arrived);

        int port = node.port();
        CompletableFuture<Void> closed = CompletableFuture.runAsync(node::close);
        await().until(() -> refused(port));
        receipt.completeAsync(() -> new PublishReceipt("RIVER", 9, false), later(600));

        assertThat(answer.join().statusCode()).isEqualTo(201);
        closed.join();
    }

    @Test
    void closingIsBoundedWhenARequestNeverFinishes() {
        CountDownLatch arrived = new CountDownLatch(1);
        restart(TestHttpServer.with().intake((subject, data, id) -> {
            arrived.countDown();
            return new CompletableFuture<>();
        }));
        node.sendLater(node.to("/river/a").POST(BodyPublishers.ofString("x")));
        awaitQuietly(arrived);

        long start = System.nanoTime();
        node.close();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    private void restart(TestHttpServer.Builder other) {
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
}
