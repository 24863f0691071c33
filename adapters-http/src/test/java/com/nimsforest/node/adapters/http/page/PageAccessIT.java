package com.nimsforest.node.adapters.http.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.http.FakeNodeStatus;
import com.nimsforest.node.adapters.http.browser.PageLayout;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** Whom the page reaches: any screen, the keyboard alone, readers, those who want no motion. */
@Timeout(60)
class PageAccessIT extends BrowserPageFixture {
    private static final Path PICTURES = Path.of("target", "pictures");

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
        FakeNodeStatus other = new FakeNodeStatus(Clock.systemUTC(), machines);
        node = living(other).start();
        browser.screen(width, width < 600 ? 844 : 1000, dark);
        browser.visit(node.page());
        awaitText("#summary-title", "The forest is");
        other.lose(lost);
        await().atMost(SOON)
                .until(() ->
                        browser.<Long>ask("document.querySelectorAll('.machine[data-status=missing]').length") == lost);

        browser.picture(PICTURES.resolve(width + (dark ? "-dark" : "-light") + "-" + machines + "-" + lost + ".png"));
        assertThat(PageLayout.troubles(browser)).isEmpty();
    }

    @Test
    void theKeyboardReachesAll() {
        visit();
        forest.lose(1);
        awaitText("#change-list", "nats-3 is missing");
        forest.lose(0);
        awaitText("#changes-more", "Show all");

        browser.press(Keys.TAB);
        assertThat(focused()).isEqualTo("Skip to the status");
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
        awaitText("#live-text", "live");

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
        awaitText("#live-text", "live");
        assertThat(browser.<Long>ask(moving())).isPositive();

        browser.prefer(Map.of("prefers-reduced-motion", "reduce"));

        await().atMost(SOON).until(() -> browser.<Long>ask(moving()) == 0);
    }

    private static String moving() {
        return "document.getAnimations().filter(one => one.playState === 'running').length";
    }
}
