package com.nimsforest.node.adapters.http.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.http.FakeNodeStatus;
import com.nimsforest.node.adapters.http.TestHttpServer;
import com.nimsforest.node.ports.driven.operations.NodeMetrics.Hop;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class StatusFeedTest {
    private static final int PLACES = 32;

    private final FakeNodeStatus forest = new FakeNodeStatus(Clock.systemUTC(), 3);
    private final AtomicInteger refreshes = new AtomicInteger();
    private final TestHttpServer node = with().start();

    private TestHttpServer.Builder with() {
        return TestHttpServer.with().clock(Clock.systemUTC()).status(() -> {
            refreshes.incrementAndGet();
            return forest.status();
        });
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void aWatcherHearsAtOnceWhatWasAndThenWhatIsEachSecond() throws IOException {
        try (StatusFeedTestClient page = new StatusFeedTestClient(node).awaitEvents("status", 3)) {
            assertThat(page.all())
                    .startsWith("HTTP/1.1 200")
                    .contains("Content-Type: text/event-stream", "Cache-Control: no-store");
            assertThat(page.all().indexOf("event: rates")).isLessThan(page.all().indexOf("event: status"));
            assertThat(page.events("rates")).hasSize(1);
            assertThat(page.events("changes")).hasSize(1);
            JsonNode status = page.events("status").get(2);
            assertThat(status.at("/status/summary").asString()).isEqualTo("connected to nats-1, 3 of 3 machines, R3");
            assertThat(status.at("/perSecond/RIVER").asDouble()).isPositive();
        }
    }

    @Test
    void aChangeIsReportedAndAPageThatIsOpenedLaterHearsOfIt() throws IOException {
        try (StatusFeedTestClient page = new StatusFeedTestClient(node).awaitEvents("status", 1)) {
            forest.lose(1);

            page.awaitEvents("changes", 2);
            assertThat(page.events("changes").get(1).toString()).contains("\"WORSE\"", "nats-3 is missing");
        }
        try (StatusFeedTestClient later = new StatusFeedTestClient(node).awaitEvents("changes", 1)) {
            assertThat(later.events("changes").get(0).toString()).contains("nats-3 is missing");
        }
    }

    @Test
    void theDurationsOfTheHopsThatWerePassedAreReported() throws IOException {
        try (StatusFeedTestClient page = new StatusFeedTestClient(node).awaitEvents("status", 1)) {
            node.instruments.begin(Hop.TREE).end();

            await().until(() -> page.events("status").stream()
                    .anyMatch(status -> status.at("/hops/tree/passages").asInt() == 1));
            assertThat(page.all()).doesNotContain("\"nim\":{");
        }
    }

    @Test
    void theStatusIsNotReadMoreOftenBecauseManyWatch() throws IOException {
        List<StatusFeedTestClient> pages = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            pages.add(new StatusFeedTestClient(node));
        }
        for (StatusFeedTestClient page : pages) {
            page.awaitEvents("status", 1);
        }
        int before = refreshes.get();
        int heard = pages.get(0).events("status").size();

        pages.get(0).awaitEvents("status", heard + 3);

        assertThat(refreshes.get() - before).isLessThanOrEqualTo(5);
        for (StatusFeedTestClient page : pages) {
            page.close();
        }
    }

    @Test
    void thePlacesAreFewAndOneThatIsLeftIsFree() throws IOException {
        List<StatusFeedTestClient> pages = new ArrayList<>();
        for (int i = 0; i < PLACES; i++) {
            pages.add(new StatusFeedTestClient(node).awaitEvents("status", 1));
        }

        HttpResponse<String> refused = node.get("/events");

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(refused.body()).contains("too many watch");
        pages.remove(0).close();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            try (StatusFeedTestClient next = new StatusFeedTestClient(node)) {
                assertThat(next.awaitAnswer()).startsWith("HTTP/1.1 200");
            }
        });
        for (StatusFeedTestClient page : pages) {
            page.close();
        }
    }

    @Test
    void whoReadsNothingHoldsUpNobody() throws IOException {
        List<Socket> asleep = new ArrayList<>();
        for (int i = 0; i < PLACES / 2; i++) {
            asleep.add(node.open("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        }

        try (StatusFeedTestClient page = new StatusFeedTestClient(node).awaitEvents("status", 3)) {
            assertThat(node.get("/livez").statusCode()).isEqualTo(200);
            assertThat(page.events("status")).hasSizeGreaterThanOrEqualTo(3);
        }
        for (Socket socket : asleep) {
            socket.close();
        }
    }

    @Test
    void theEndOfTheServerIsTheEndOfTheFeed() throws IOException {
        try (StatusFeedTestClient page = new StatusFeedTestClient(node).awaitEvents("status", 1)) {
            long start = System.nanoTime();

            node.close();

            page.awaitEnd();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void aStrangerIsAskedForTheToken() throws IOException {
        try (TestHttpServer open = with().openToOthers().token("open-sesame").start()) {
            assertThat(open.get("/events").statusCode()).isEqualTo(401);
            assertThat(open.get("/").statusCode()).isEqualTo(200);
            try (StatusFeedTestClient page = new StatusFeedTestClient(open, "Authorization: Bearer open-sesame")) {
                page.awaitEvents("status", 1);
            }
        }
    }
}
