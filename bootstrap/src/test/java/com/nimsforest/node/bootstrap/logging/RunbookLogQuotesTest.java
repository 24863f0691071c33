package com.nimsforest.node.bootstrap.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.event.KeyValuePair;

/** docs/RUNBOOK.md quotes the log word for word: each warning and error in its entry, and nothing that no code logs. */
class RunbookLogQuotesTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Map<String, List<String>> QUOTES = quotes(read(ROOT.resolve("docs/RUNBOOK.md")));
    private static final String LITERAL = "\"(?:\\\\.|[^\"\\\\\\n])*\"";
    private static final Pattern STATEMENT =
            Pattern.compile("(?:\\.addKeyValue\\(\"runbook\", \"([a-z-]+)\"\\)\\s*)?(?:\\.setCause\\([a-z]+\\)\\s*)?"
                    + "\\.(?:warn|error|log)\\(\\s*(" + LITERAL + "(?:\\s*\\+\\s*" + LITERAL + ")*)");
    private static final Pattern SEE = Pattern.compile("; see docs/RUNBOOK\\.md#[a-z-]+");
    /** A message of fewer letters says in the words of others what they found. */
    private static final int LEAST_LETTERS = 6;

    private record LogMessage(String logger, @Nullable String carried, String text) {
        /** Without the link to the entry, which ends each warning. A placeholder is anything in a quote. */
        boolean isQuotedBy(String quote) {
            String words = SEE.matcher(text).replaceAll("");
            return Pattern.matches(
                    Arrays.stream(words.split("\\{}", -1)).map(Pattern::quote).collect(Collectors.joining(".+")),
                    quote);
        }

        String entry() {
            LoggingEvent event =
                    new LoggingEvent("", new LoggerContext().getLogger(logger), Level.WARN, text, null, new Object[0]);
            if (carried != null) {
                event.addKeyValuePair(new KeyValuePair("runbook", carried));
            }
            String link = RunbookEntryFinder.of(event).orElse(text);
            return link.substring(link.indexOf('#') + 1);
        }
    }

    static Stream<LogMessage> messages() {
        return Stream.of("ports", "adapters-nats", "adapters-http", "bootstrap")
                .flatMap(module -> files(ROOT.resolve(module).resolve("src/main/java")))
                .flatMap(RunbookLogQuotesTest::messages)
                .filter(message -> message.text().replaceAll("[^A-Za-z]", "").length() >= LEAST_LETTERS)
                .filter(message -> !message.text().startsWith("{}; see "));
    }

    private static Stream<LogMessage> messages(Path file) {
        String source = read(file);
        String logger = "com.nimsforest." + file.getFileName().toString().replace(".java", "");
        return source.contains("LoggerFactory.getLogger(")
                ? STATEMENT
                        .matcher(source)
                        .results()
                        .map(found -> new LogMessage(logger, found.group(1), text(found.group(2))))
                : Stream.empty();
    }

    private static String text(String literals) {
        String joined = literals.replaceAll("\"\\s*\\+\\s*\"", "");
        return joined.substring(1, joined.length() - 1).replace("\\\"", "\"");
    }

    @ParameterizedTest
    @MethodSource("messages")
    void itsEntryQuotes(LogMessage message) {
        assertThat(QUOTES.getOrDefault(message.entry(), List.of()))
                .as("what the entry #%s quotes of the log", message.entry())
                .anyMatch(message::isQuotedBy);
    }

    @Test
    void nothingIsQuotedThatNoCodeLogs() {
        List<LogMessage> all = messages().toList();

        assertThat(QUOTES).hasSizeGreaterThan(10);
        assertThat(QUOTES.values().stream().flatMap(List::stream))
                .allSatisfy(quote -> assertThat(all).as(quote).anyMatch(message -> message.isQuotedBy(quote)));
    }

    @Test
    void aQuoteIsTheWholeMessage() {
        LogMessage raised = new LogMessage("", null, "stream raised: name={} replicas={}; see docs/RUNBOOK.md#drift");

        assertThat(raised.isQuotedBy("stream raised: name=RIVER replicas=…")).isTrue();
        assertThat(raised.isQuotedBy("stream raised: name=RIVER")).isFalse();
        assertThat(raised.isQuotedBy("the stream is raised: name=RIVER replicas=3"))
                .isFalse();
    }

    /** By entry, what stands between backticks in its paragraphs that begin with <b>Log</b>. */
    private static Map<String, List<String>> quotes(String runbook) {
        return Arrays.stream(runbook.split("\n## "))
                .skip(1)
                .filter(entry -> entry.contains("\n**Log** "))
                .collect(Collectors.toMap(RunbookLogQuotesTest::anchor, RunbookLogQuotesTest::quotesOfEntry));
    }

    private static String anchor(String entry) {
        return entry.lines().findFirst().orElse("").toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    private static List<String> quotesOfEntry(String entry) {
        return Pattern.compile("\n\\*\\*Log\\*\\* (.*?)(?=\n\\*\\*|\n\n|$)", Pattern.DOTALL)
                .matcher(entry)
                .results()
                .flatMap(log ->
                        Pattern.compile("`([^`]+)`").matcher(log.group(1)).results())
                .map(quote -> quote.group(1).replaceAll("\\s+", " "))
                .toList();
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
