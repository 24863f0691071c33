package com.nimsforest.node.adapters.http.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.http.LivingForest;
import com.nimsforest.node.adapters.http.Served;
import com.nimsforest.node.adapters.http.browser.Browser;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** The page of a forest that lives, in a real browser. */
abstract class OnPage {
    static final Duration SOON = Duration.ofSeconds(20);
    static Browser browser;

    final LivingForest forest = new LivingForest(Clock.systemUTC(), 3);
    Served node = living(forest).start();

    @BeforeAll
    static void open() {
        browser = Browser.open();
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

    static Served.Builder living(LivingForest forest) {
        return Served.with().clock(Clock.systemUTC()).status(forest);
    }

    void visit() {
        browser.screen(1280, 900, false);
        browser.visit(node.page());
        awaitText("#whole-words", "The forest is");
    }

    static void awaitText(String selector, String text) {
        await(selector)
                .atMost(SOON)
                .untilAsserted(() -> assertThat(browser.text(selector)).contains(text));
    }
}
