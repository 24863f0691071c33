package com.nimsforest.node.adapters.http.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** How the page lies on its screen: what sticks out, is cut or lies on something else. */
public final class PageLayout {
    private static final String SCRIPT = script();

    private PageLayout() {}

    private static String script() {
        try (InputStream file =
                Objects.requireNonNull(PageLayout.class.getResourceAsStream("layout.js"), "layout.js")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** One sentence for each thing that is not as it should be. */
    @SuppressWarnings("unchecked")
    public static List<String> troubles(HeadlessBrowser browser) {
        return (List<String>) browser.run(SCRIPT);
    }
}
