package com.nimsforest.node.adapters.http.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.adapters.http.TestHttpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is written of the metrics outside of the code: in the documentation, the alerts and the dashboard. */
class MetricsGuideTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern ROW = Pattern.compile("^\\| `(n\\w+)` \\| (\\w+) \\|(.*?)\\|", Pattern.MULTILINE);
    private static final Pattern TYPE = Pattern.compile("^# TYPE (n\\w+) (\\w+)$", Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");
    /** Those of the JVM depend on what it did. */
    private static final Pattern ASKED = Pattern.compile("\\b(?:nats|nimsforest|process)_[a-z_]+");

    private final String text = scraped();

    @Test
    void theGuideNamesEachMetricItsTypeAndItsLabels() throws IOException {
        Map<String, String> documented = new TreeMap<>();
        ROW.matcher(read("docs/METRICS.md"))
                .results()
                .forEach(row -> documented.put(row.group(1), row.group(2) + " " + words(row.group(3))));

        Map<String, String> shown = new TreeMap<>();
        TYPE.matcher(text)
                .results()
                .forEach(type -> shown.put(type.group(1), type.group(2) + " " + labels(type.group(1))));
        assertThat(documented).isEqualTo(shown);
    }

    @Test
    void theAlertsAndTheDashboardAskForMetricsThatThereAre() throws IOException {
        Set<String> asked = new TreeSet<>();
        for (String file : List.of("nimsforest.rules.yml", "grafana-dashboard.json")) {
            read("ops/observability/" + file)
                    .lines()
                    .filter(line -> line.contains("expr\": ") || line.contains("expr: "))
                    .forEach(line -> ASKED.matcher(line)
                            .results()
                            .map(MatchResult::group)
                            .forEach(asked::add));
        }

        assertThat(asked).hasSizeGreaterThan(30);
        assertThat(asked.stream().filter(name -> !isShown(name))).isEmpty();
    }

    private boolean isShown(String name) {
        return Pattern.compile("^" + name + "[ {]", Pattern.MULTILINE)
                .matcher(text)
                .find();
    }

    private static String words(String cell) {
        return cell.replace("`", "").strip().lines().collect(Collectors.joining());
    }

    private String labels(String family) {
        Set<String> labels = new TreeSet<>();
        Matcher samples = Pattern.compile("^" + family + "(?:_bucket)?\\{(.*)}", Pattern.MULTILINE)
                .matcher(text);
        samples.results()
                .forEach(sample -> LABEL.matcher(sample.group(1))
                        .results()
                        .map(label -> label.group(1))
                        .filter(label -> !label.equals("le"))
                        .forEach(labels::add));
        return labels.contains("stream")
                ? ("stream " + String.join(" ", without(labels, "stream"))).strip()
                : String.join(" ", labels);
    }

    private static Set<String> without(Set<String> labels, String one) {
        Set<String> rest = new TreeSet<>(labels);
        rest.remove(one);
        return rest;
    }

    private static String scraped() {
        try (TestHttpServer node = TestHttpServer.with().start()) {
            return node.get("/metrics").body();
        }
    }

    private static String read(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }
}
