package com.nimsforest.node.adapters.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.adapters.http.TestHttpServer;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatusPageEndpointTest {
    private static final Pattern NAMED = Pattern.compile("(?:src|href)=\"(/page/[^\"]+)\"");
    private static final Pattern IMPORTED = Pattern.compile("from '\\./([^']+)'");

    private final TestHttpServer node = TestHttpServer.with().start();

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void thePageIsNeverStoredAndLoadsNothingFromElsewhere() {
        HttpResponse<String> page = node.get("/");

        assertThat(page.headers().allValues("Cache-Control")).containsExactly("no-store");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy ->
                        assertThat(policy).contains("default-src 'none'").doesNotContain("unsafe", "*"));
        assertThat(page.body())
                .doesNotContain(" style=", " onclick=", "{version}", "{again}")
                .containsOnlyOnce("<script>");
    }

    @Test
    void withoutJavaScriptTheLinksAreThere() {
        assertThat(node.get("/").body())
                .contains("<noscript>", "href=\"/status\"", "href=\"/healthz\"", "href=\"/metrics\"");
    }

    @Test
    void allThatThePageLoadsIsThere() {
        Set<String> files = files();

        assertThat(files).anyMatch(file -> file.endsWith("/uplot.js")).anyMatch(file -> file.endsWith("/page.css"));
        for (String file : files) {
            HttpResponse<String> answer = node.get(file);
            assertThat(answer.statusCode()).as(file).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                    .matches("(text/(css|javascript)|image/svg\\+xml);\\s?charset=utf-8");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        }
    }

    @Test
    void aFileIsStoredForeverUnderItsVersion() {
        String file = files().iterator().next();
        HttpResponse<String> first = node.get(file);
        String tag = first.headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> again = node.get(file, "If-None-Match", tag);

        assertThat(first.headers().allValues("Cache-Control")).containsExactly("public, max-age=31536000, immutable");
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(node.get(file, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
    }

    @Test
    void anotherVersionAndAnotherFileAreNotThere() {
        String file = files().iterator().next();

        assertThat(node.get(file.replaceAll("/page/[^/]+/", "/page/000000000000/"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(node.get(file.replaceAll("[^/]+$", "page.html")).statusCode())
                .isEqualTo(404);
        assertThat(node.get(file.replaceAll("[^/]+$", "..%2fpage.html")).statusCode())
                .isIn(400, 404);
    }

    /** The page's own files, and what these import. */
    private Set<String> files() {
        Set<String> found = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(NAMED.matcher(node.get("/").body())
                .results()
                .map(named -> named.group(1))
                .toList());
        while (!open.isEmpty()) {
            String file = open.pop();
            if (found.add(file) && file.endsWith(".js")) {
                IMPORTED.matcher(node.get(file).body())
                        .results()
                        .map((MatchResult imported) -> file.replaceAll("[^/]+$", imported.group(1)))
                        .forEach(open::add);
            }
        }
        return found;
    }
}
