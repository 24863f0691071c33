package com.nimsforest.node.adapters.http.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is there when the page does not arrive whole, or its script is not wanted. */
@Timeout(60)
class PageArrivalIT extends BrowserPageFixture {
    @ParameterizedTest
    @ValueSource(strings = {"page.js", "format.js", "page.css"})
    void aPageThatDidNotArriveWholeIsLoadedAgain(String part) {
        browser.block("*/" + part);
        browser.visit(node.page());
        await(part).atMost(SOON).until(() -> browser.<Boolean>ask("window.loadingAgain > 0"));
        assertThat(browser.console()).allSatisfy(line -> assertThat(line).contains(part));

        browser.block();

        awaitText("#summary-title", "The forest is");
        awaitText("#live-text", "live,");
        browser.console();
    }

    @Test
    void aPageWithoutItsScriptSaysThatItIsLoadedAgain() {
        browser.block("*/page.js");
        browser.visit(node.page());

        awaitText("#live-text", "the page did not load completely; reloading");

        browser.block();
        awaitText("#summary-title", "The forest is");
        browser.console();
    }

    @Test
    void withoutJavaScriptThePageSaysWhereToLook() {
        browser.withoutJavaScript(true);
        try {
            browser.visit(node.page());

            assertThat(node.get("/").body()).contains("<noscript>");
            assertThat(browser.<Boolean>ask("document.getElementById('content').hidden"))
                    .isTrue();
        } finally {
            browser.withoutJavaScript(false);
        }
    }
}
