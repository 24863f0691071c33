package com.nimsforest.node.bootstrap.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.adapters.http.browser.HeadlessBrowser;
import com.nimsforest.node.adapters.http.browser.PageLayout;
import com.nimsforest.node.adapters.nats.fixture.NatsServer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The page of a real mesh in a real browser, while payments come in, a server is killed and returns. */
@Timeout(180)
class MeshPageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path PICTURES = Path.of("target", "pictures");

    @Test
    void aServerThatIsKilledAndReturnsIsSeenToDoBoth() {
        try (ObservedMesh mesh = ObservedMesh.start();
                PaymentLoad payments = PaymentLoad.to(mesh.node(0));
                HeadlessBrowser browser = HeadlessBrowser.open()) {
            payments.awaitMore(20);
            browser.screen(1280, 900, false);
            browser.visit(mesh.node(0).uri("/"));
            awaitText(browser, "#summary-title", "The forest is healthy");
            awaitFlow(browser);
            lies(browser, "healthy");

            NatsServer killed = mesh.servers().server(2);
            killed.kill();

            awaitText(browser, "#summary-title", "The forest is degraded");
            awaitText(browser, ".machine[data-status=missing]", killed.name());
            awaitChange(browser, killed.name() + " is missing");
            awaitText(browser, "#problem-list", "docs/RUNBOOK.md#machine-missing");
            awaitText(browser, "#streams", "2 of 3 current");
            lies(browser, "degraded");

            killed.restart();

            awaitText(browser, "#summary-title", "The forest is healthy");
            awaitChange(browser, killed.name() + " is back");
            // A replica that has just come back may fall behind once more for a moment.
            await("no problem")
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(browser.text("#problems")).isEmpty());
            assertThat(browser.text("#live-text")).startsWith("live");
            assertThat(browser.console()).isEmpty();
        }
    }

    private static void awaitText(HeadlessBrowser browser, String selector, String text) {
        await(selector)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(browser.text(selector))
                        .as(() -> said(browser))
                        .contains(text));
    }

    /** What a person would look at next, when the page does not show what it should. */
    private static String said(HeadlessBrowser browser) {
        String page = browser.ask("document.URL + ': ' + document.body?.innerText.slice(0, 300)");
        return page + " " + browser.console();
    }

    /** Among all changes, since there may be many. */
    private static void awaitChange(HeadlessBrowser browser, String text) {
        await(text).atMost(PATIENCE).untilAsserted(() -> {
            if (browser.text("#changes-more").startsWith("Show all")) {
                browser.click("#changes-more");
            }
            assertThat(browser.text("#change-list")).contains(text);
        });
    }

    private static void awaitFlow(HeadlessBrowser browser) {
        await().atMost(PATIENCE)
                .until(() -> browser.text(".stage[data-tone=soil] .rate").matches("[1-9][0-9.]*"));
    }

    /** At each width, with a picture to look at. */
    private static void lies(HeadlessBrowser browser, String name) {
        for (int width : new int[] {390, 1280, 1920}) {
            browser.screen(width, 900, width == 1280);
            browser.picture(PICTURES.resolve(name + "-" + width + ".png"));
            assertThat(PageLayout.troubles(browser)).as(name + " at " + width).isEmpty();
        }
    }
}
