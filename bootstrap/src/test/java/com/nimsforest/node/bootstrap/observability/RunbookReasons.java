package com.nimsforest.node.bootstrap.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.bootstrap.NodeProcess;
import com.nimsforest.node.domain.wording.CountedNoun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What the runbook's table has for each kind of problem, compared with what a node tells. */
public final class RunbookReasons {
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final Pattern FACT = Pattern.compile("\\{([a-z]+)}");

    private RunbookReasons() {}

    /** Waits until the node tells of such a problem of its own, in the words of the runbook and with its metric. */
    public static void isTold(NodeProcess node, String kind) {
        isToldOfAnyNode(node, kind);
        ObservedNode observed = new ObservedNode(node);
        await(kind).atMost(SOON).until(() -> observed.metric("nimsforest_problem{kind=\"" + kind + "\"}") >= 1);
    }

    /** The same of a problem that another node may have, without the metric, which counts those of the node itself. */
    static void isToldOfAnyNode(NodeProcess node, String kind) {
        ObservedNode observed = new ObservedNode(node);
        await(kind)
                .atMost(SOON)
                .untilAsserted(() -> assertThat(problems(observed))
                        .as(observed.status().path("problems").toString())
                        .anyMatch(problem -> problem.path("kind").asString().equals(kind)
                                && problem.path("reason").asString().equals(words(problem))));
    }

    /** Waits until the node tells of such a problem in the words of the runbook, as what goes with another one. */
    public static void isConsequence(NodeProcess node, String kind) {
        ObservedNode observed = new ObservedNode(node);
        Pattern words = Pattern.compile(FACT.splitAsStream(row(kind, "\\w+", "\\w+", "[\\w-]+"))
                .map(Pattern::quote)
                .reduce((one, other) -> one + ".+" + other)
                .orElseThrow());
        await(kind)
                .atMost(SOON)
                .untilAsserted(() -> assertThat(problems(observed))
                        .as(observed.status().path("problems").toString())
                        .anyMatch(problem -> children(problem.path("consequences")).stream()
                                .anyMatch(told -> words.matcher(told.asString()).find())));
    }

    private static List<JsonNode> problems(ObservedNode observed) {
        return children(observed.status().path("problems"));
    }

    private static List<JsonNode> children(JsonNode array) {
        List<JsonNode> all = new ArrayList<>();
        array.forEach(all::add);
        return all;
    }

    /** What the runbook's table has for the kind, with the facts in it. */
    private static String words(JsonNode problem) {
        String reason = row(
                problem.path("kind").asString(),
                problem.path("where").asString(),
                problem.path("status").asString(),
                problem.path("runbook").asString());
        return FACT.matcher(singular(reason, problem))
                .replaceAll(name -> Matcher.quoteReplacement(fact(problem, name)));
    }

    /** The runbook has the words for many. */
    private static String singular(String reason, JsonNode problem) {
        Matcher name = FACT.matcher(reason);
        String words = reason;
        while (name.find()) {
            if (fact(problem, name.toMatchResult()).equals("1")) {
                int noun = Math.min(name.end() + 1, words.length());
                words = words.substring(0, noun) + CountedNoun.agreeing(1, words.substring(noun));
            }
        }
        return words;
    }

    private static String fact(JsonNode problem, MatchResult name) {
        return name.group(1).equals("about")
                ? problem.path("about").asString()
                : problem.at("/facts/" + name.group(1)).asString();
    }

    private static String row(String kind, String component, String status, String entry) {
        Matcher row = Pattern.compile("\\| `" + kind + "` \\| " + component + " \\| " + status
                        + " \\| `(.*)` \\| \\[.*]\\(#" + entry + "\\) \\|")
                .matcher(runbook());
        assertThat(row.find()).as("the runbook's row of %s", kind).isTrue();
        return row.group(1);
    }

    private static String runbook() {
        try {
            return Files.readString(Path.of("..", "docs", "RUNBOOK.md"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
