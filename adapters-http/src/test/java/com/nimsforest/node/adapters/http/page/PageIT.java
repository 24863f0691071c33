package com.nimsforest.node.adapters.http.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.http.LivingForest;
import com.nimsforest.node.adapters.http.Served;
import com.nimsforest.node.adapters.http.browser.Browser;
import com.nimsforest.node.adapters.http.browser.Layout;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** The page in a real browser, before a forest that lives. */
@Timeout(60)
class PageIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Path PICTURES = Path.of("target", "pictures");
    private static Browser browser;

    private final LivingForest forest = new LivingForest(Clock.systemUTC(), 3);
    private Served node = living(forest).start();

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

    private static Served.Builder living(LivingForest forest) {
        return Served.with().clock(Clock.systemUTC()).status(forest);
    }

    private void visit() {
        browser.screen(1280, 900, false);
        browser.visit(node.page());
        awaitText("#whole-words", "The forest is");
    }

    private static void awaitText(String selector, String text) {
        await(selector)
                .atMost(SOON)
                .untilAsserted(() -> assertThat(browser.text(selector)).contains(text));
    }

    @Test
    void theWholeForestIsThereAndNothingComesFromElsewhere() {
        browser.requests();
        visit();

        awaitText("#whole-words", "The forest is well");
        awaitText("#live-words", "live");
        assertThat(browser.text("#summary")).isEqualTo("connected to nats-1, 3 of 3 machines, R3");
        assertThat(browser.text("#machines")).contains("nats-1", "this node", "leads", "nats-3", "2 routes");
        assertThat(browser.<Long>ask("document.querySelectorAll('#routes .route:not(.gone)').length"))
                .isEqualTo(3);
        assertThat(browser.text("#streams table"))
                .contains("3 of 3 current", "1,234")
                .containsSubsequence("RIVER", "LEAVES", "HUMUS", "KV_SOIL", "DEADLETTER");
        assertThat(browser.text("#consumers table")).contains("nim-aftersales");
        assertThat(browser.text("#servers table")).contains("2.15.2", "0.5 ms", "89 d left");
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
        awaitText("#live-words", "live");

        forest.lose(1);

        awaitText("#whole-words", "wounded");
        awaitText(".machine[data-status=missing]", "nats-3");
        awaitText("#changes-title ~ ol", "nats-3 is missing");
        assertThat(browser.text("#problem-list")).contains("nats-3", "docs/RUNBOOK.md#machine-missing");
        assertThat(browser.text("#mesh-words")).contains("2 of 3 machines", "nats-3 is missing");
        assertThat(browser.<Long>ask("document.querySelectorAll('#routes .gone').length"))
                .isEqualTo(2);
        assertThat(browser.text("#streams")).contains("2 of 3 current");
        assertThat(browser.<String>ask("document.getElementById('announce').textContent"))
                .isNotEmpty();

        forest.lose(0);

        awaitText("#whole-words", "well");
        awaitText("#change-list", "nats-3 is back");
        assertThat(browser.text("#problems")).isEmpty();
        assertThat(browser.<Long>ask("document.querySelectorAll('.machine[data-status=missing]').length"))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "390, false, 3, 0",
        "390, true, 3, 1",
        "1280, false, 3, 1",
        "1280, true, 3, 0",
        "1920, false, 3, 0",
        "1920, true, 3, 1",
        "390, false, 7, 2",
        "1280, true, 7, 2",
        "1920, false, 1, 0",
        "320, true, 3, 2"
    })
    void nothingSticksOutIsCutOrLiesOnSomethingElse(int width, boolean dark, int machines, int lost) {
        node.close();
        LivingForest other = new LivingForest(Clock.systemUTC(), machines);
        node = living(other).start();
        browser.screen(width, width < 600 ? 844 : 1000, dark);
        browser.visit(node.page());
        awaitText("#whole-words", "The forest is");
        other.lose(lost);
        await().atMost(SOON)
                .until(() ->
                        browser.<Long>ask("document.querySelectorAll('.machine[data-status=missing]').length") == lost);

        browser.picture(PICTURES.resolve(width + (dark ? "-dark" : "-light") + "-" + machines + "-" + lost + ".png"));
        assertThat(Layout.troubles(browser)).isEmpty();
    }

    @Test
    void whatIsOldIsCalledStale() {
        visit();
        awaitText("#live-words", "live");

        forest.age(Duration.ofSeconds(30));

        awaitText("#live-words", "stale");
        awaitText("#stale", "Stale: what is below was so 3");

        forest.age(Duration.ofMillis(300));

        awaitText("#live-words", "live");
        assertThat(browser.text("#stale")).isEmpty();
    }

    @Test
    void aNodeThatIsGoneIsMissedAndFoundAgain() {
        visit();
        awaitText("#live-words", "live");
        int port = node.port();

        node.close();

        awaitText("#live-words", "connection lost");
        awaitText("#stale", "What is below was so");
        assertThat(browser.text("#whole-words")).isEqualTo("The forest is well");

        node = living(forest).port(port).start();

        awaitText("#live-words", "live");
        assertThat(browser.text("#stale")).isEmpty();
        assertThat(browser.console()).allMatch(line -> line.contains("/events"));
    }

    @Test
    void aStrangerSeesNothingWithoutTheToken() {
        node.close();
        node = living(forest).openToOthers().token("open-sesame").start();
        browser.visit(node.page());

        awaitText("#token-words", "a token is needed");
        assertThat(browser.text("main")).doesNotContain("nats-");
        browser.run("document.getElementById('token-value').focus()");
        browser.type("open");
        browser.press(Keys.ENTER);
        awaitText("#token-words", "the token is wrong");
        browser.run("document.getElementById('token-value').select()");
        browser.type("open-sesame");
        browser.press(Keys.ENTER);

        awaitText("#whole-words", "The forest is well");
        assertThat(browser.text("#token")).isEmpty();
        assertThat(browser.console()).allMatch(line -> line.contains("401"));
    }

    @Test
    void theKeyboardReachesAll() {
        visit();
        forest.lose(1);
        awaitText("#change-list", "nats-3 is missing");
        forest.lose(0);
        awaitText("#changes-more", "Show all");

        browser.press(Keys.TAB);
        assertThat(focused()).isEqualTo("Skip to the forest");
        browser.press(Keys.ENTER);
        assertThat(browser.<String>ask("document.activeElement.id")).isEqualTo("forest");
        browser.press(Keys.TAB);
        assertThat(focused()).startsWith("Show all");
        browser.press(Keys.ENTER);
        assertThat(focused()).isEqualTo("Show the newest");
        assertThat(browser.<String>ask("document.activeElement.getAttribute('aria-expanded')"))
                .isEqualTo("true");
        browser.press(Keys.TAB);
        assertThat(focused()).isEqualTo("/status");
    }

    private static String focused() {
        return browser.ask("document.activeElement.textContent");
    }

    @Test
    void screenReadersFindTheirWay() {
        visit();
        awaitText("#live-words", "live");

        assertThat(browser.<Long>ask("document.querySelectorAll('main, header, footer, nav').length"))
                .isEqualTo(4);
        assertThat(browser.<Long>ask("document.querySelectorAll('h1').length")).isEqualTo(1);
        assertThat(browser.<String>ask("document.getElementById('announce').getAttribute('role')"))
                .isEqualTo("status");
        assertThat(browser.<Long>ask("[...document.querySelectorAll('section')]"
                        + ".filter(one => !document.getElementById(one.getAttribute('aria-labelledby'))).length"))
                .isZero();
        assertThat(browser.<Long>ask("document.querySelectorAll('svg:not([aria-hidden=true])').length"))
                .isZero();
        assertThat(browser.<String>ask("document.querySelector('.stage .unseen').textContent"))
                .startsWith("River: ")
                .contains("a second now");
    }

    @Test
    void whoWantsNoMotionHasNone() {
        visit();
        awaitText("#live-words", "live");
        assertThat(browser.<Long>ask(moving())).isPositive();

        browser.prefer(Map.of("prefers-reduced-motion", "reduce"));

        await().atMost(SOON).until(() -> browser.<Long>ask(moving()) == 0);
    }

    private static String moving() {
        return "document.getAnimations().filter(one => one.playState === 'running').length";
    }

    @ParameterizedTest
    @ValueSource(strings = {"page.js", "words.js", "page.css"})
    void aPageThatDidNotArriveWholeIsLoadedAgain(String part) {
        browser.block("*/" + part);
        browser.visit(node.page());
        await(part).atMost(SOON).until(() -> browser.<Boolean>ask("window.loadingAgain > 0"));
        assertThat(browser.console()).allSatisfy(line -> assertThat(line).contains(part));

        browser.block();

        awaitText("#whole-words", "The forest is");
        awaitText("#live-words", "live,");
        browser.console();
    }

    @Test
    void aPageWithoutItsScriptSaysThatItIsLoadedAgain() {
        browser.block("*/page.js");
        browser.visit(node.page());

        awaitText("#live-words", "not all of the page has arrived; loading it again");

        browser.block();
        awaitText("#whole-words", "The forest is");
        browser.console();
    }

    @Test
    void withoutJavaScriptThePageSaysWhereToLook() {
        browser.withoutJavaScript(true);
        try {
            browser.visit(node.page());

            assertThat(node.get("/").body()).contains("<noscript>");
            assertThat(browser.<Boolean>ask("document.getElementById('living').hidden"))
                    .isTrue();
        } finally {
            browser.withoutJavaScript(false);
        }
    }
}
