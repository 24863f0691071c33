package com.nimsforest.node.adapters.http.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.Keys;

/** What the page shows of the forest, as it lives and changes. */
@Timeout(60)
class PageLiveViewIT extends BrowserPageFixture {
    @Test
    void theWholeForestIsThereAndNothingComesFromElsewhere() {
        browser.requests();
        visit();

        awaitText("#summary-title", "The forest is healthy");
        awaitText("#live-text", "live");
        assertThat(browser.text("#summary")).isEqualTo("connected to nats-1, 3 of 3 machines, R3");
        assertThat(browser.text("#machines")).contains("nats-1", "this node", "meta leader", "nats-3", "2 routes");
        assertThat(browser.<Long>ask("document.querySelectorAll('#routes .route:not(.missing)').length"))
                .isEqualTo(3);
        assertThat(browser.text("#streams table"))
                .contains("3 of 3 current", "1,234")
                .containsSubsequence("RIVER", "LEAVES", "HUMUS", "KV_SOIL", "DEADLETTER");
        assertThat(browser.text("#consumers table")).contains("nim-aftersales");
        assertThat(browser.text("#servers table")).contains("2.15.3", "0.5 ms", "89 d left");
        assertThat(browser.text("#nodes table")).contains("UP");
        assertThat(browser.text("#dead")).contains("4 dead letters", "nimsforest deadletter ls");
        await().atMost(SOON)
                .until(() -> browser.text(".stage[data-tone=river] .rate").matches("[0-9.]+"));
        assertThat(browser.requests())
                .isNotEmpty()
                .allSatisfy(asked -> assertThat(asked.getPort()).isEqualTo(node.port()));
    }

    @Test
    void aMachineThatIsLostAndComesBackIsShownAndSaid() {
        visit();
        awaitText("#live-text", "live");

        forest.lose(1);

        awaitText("#summary-title", "degraded");
        awaitText(".machine[data-status=missing]", "nats-3");
        awaitText("#changes-title ~ ol", "nats-3 is missing");
        assertThat(browser.text("#problem-list")).contains("nats-3", "docs/RUNBOOK.md#machine-missing");
        assertThat(browser.text("#mesh-text")).contains("2 of 3 machines", "nats-3 is missing");
        assertThat(browser.<Long>ask("document.querySelectorAll('#routes .missing').length"))
                .isEqualTo(2);
        assertThat(browser.text("#streams")).contains("2 of 3 current");
        assertThat(browser.<String>ask("document.getElementById('announce').textContent"))
                .isNotEmpty();

        forest.lose(0);

        awaitText("#summary-title", "healthy");
        awaitText("#change-list", "nats-3 is back");
        assertThat(browser.text("#problems")).isEmpty();
        assertThat(browser.<Long>ask("document.querySelectorAll('.machine[data-status=missing]').length"))
                .isZero();
    }

    @Test
    void whatIsOldIsCalledStale() {
        visit();
        awaitText("#live-text", "live");

        forest.age(Duration.ofSeconds(30));

        awaitText("#live-text", "stale");
        awaitText("#stale", "Stale: this page shows the status of 3");

        forest.age(Duration.ofMillis(300));

        awaitText("#live-text", "live");
        assertThat(browser.text("#stale")).isEmpty();
    }

    @Test
    void aNodeThatIsGoneIsMissedAndFoundAgain() {
        visit();
        awaitText("#live-text", "live");
        int port = node.port();

        node.close();

        awaitText("#live-text", "connection lost");
        awaitText("#stale", "This page shows the status of");
        assertThat(browser.text("#summary-title")).isEqualTo("The forest is healthy");

        node = living(forest).port(port).start();

        awaitText("#live-text", "live");
        assertThat(browser.text("#stale")).isEmpty();
        assertThat(browser.console()).allMatch(line -> line.contains("/events"));
    }

    @Test
    void aStrangerSeesNothingWithoutTheToken() {
        node.close();
        node = living(forest).openToOthers().token("open-sesame").start();
        browser.visit(node.page());

        awaitText("#token-text", "a token is needed");
        assertThat(browser.text("main")).doesNotContain("nats-");
        browser.run("document.getElementById('token-value').focus()");
        browser.type("open");
        browser.press(Keys.ENTER);
        awaitText("#token-text", "the token is wrong");
        browser.run("document.getElementById('token-value').select()");
        browser.type("open-sesame");
        browser.press(Keys.ENTER);

        awaitText("#summary-title", "The forest is healthy");
        assertThat(browser.text("#token")).isEmpty();
        assertThat(browser.console()).allMatch(line -> line.contains("401"));
    }
}
