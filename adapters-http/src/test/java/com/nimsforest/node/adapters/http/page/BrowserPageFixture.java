package com.nimsforest.node.adapters.http.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.http.FakeNodeStatus;
import com.nimsforest.node.adapters.http.TestHttpServer;
import com.nimsforest.node.adapters.http.browser.HeadlessBrowser;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** The page of a forest that lives, in a real browser. */
abstract class BrowserPageFixture {
    static final Duration SOON = Duration.ofSeconds(20);
    static HeadlessBrowser browser;

    final FakeNodeStatus forest = new FakeNodeStatus(Clock.systemUTC(), 3);
    TestHttpServer node = living(forest).start();

    @BeforeAll
    static void open() {
        browser = HeadlessBrowser.open();
    }

    @AfterAll
    static void shut() {
        browser.close();
    }

    @AfterEach
    void stop() {
        List<String> said = browser.console();
        browser.leave();
        node.close();
        assertThat(said).isEmpty();
    }

    static TestHttpServer.Builder living(FakeNodeStatus forest) {
        return TestHttpServer.with().clock(Clock.systemUTC()).status(forest);
    }

    void visit() {
        browser.screen(1280, 900, false);
        browser.visit(node.page());
        awaitText("#summary-title", "The forest is");
    }

    static void awaitText(String selector, String text) {
        await(selector)
                .atMost(SOON)
                .untilAsserted(() -> assertThat(browser.text(selector)).contains(text));
    }
}
