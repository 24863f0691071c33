package com.nimsforest.node.bootstrap.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.nimsforest.node.bootstrap.settings.LogFormat;
import com.nimsforest.node.domain.health.ProblemKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.KeyValuePair;

/** Every warning of a node says where in the runbook to read on. */
class RunbookEntryFinderTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern WARNS = Pattern.compile("\\.(warn|error|atWarn|atError)\\(|LOG::(warn|error)");

    private final LoggerContext log = new LoggerContext();

    private LoggingEvent event(String logger, Level level, String message) {
        return new LoggingEvent("", log.getLogger(logger), level, message, null, new Object[0]);
    }

    private static Stream<Path> sources() {
        return Stream.of("ports", "adapters-nats", "adapters-http", "bootstrap")
                .map(module -> ROOT.resolve(module).resolve("src/main/java"))
                .flatMap(RunbookEntryFinderTest::files);
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static boolean warns(Path file) {
        String text = text(file);
        return text.contains("LoggerFactory.getLogger(") && WARNS.matcher(text).find();
    }

    @Test
    void everyClassThatWarnsHasItsEntry() {
        List<String> warning = sources()
                .filter(RunbookEntryFinderTest::warns)
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .toList();

        assertThat(warning)
                .hasSizeGreaterThan(20)
                .allSatisfy(name -> assertThat(RunbookEntryFinder.ofClass(name))
                        .as("an entry for the warnings of " + name)
                        .isPresent());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ConnectAttemptLog    | connecting to nats://a (attempt 1 of 10) failed: refused | not-connected",
                "StreamProvisioner   | waiting for streams: {RIVER=no space}                    | not-ready",
                "StreamReconciler  | existing stream differs from the desired configuration        | drift",
                "TreeInputDispatcher    | tree words failed on river.raw: odd                      | dead-letters",
                "PermissionViolations | Permissions Violation for Publish to 'river.a' | permissions-violation",
                "RunCommand    | NATS_URLL is not known                                   | settings"
            })
    void aWarningEndsWithItsEntryWhichIsThere(String name, String message, String entry) {
        String logger = "com.nimsforest.node." + name;

        String line = encoded(LogFormat.TEXT, event(logger, Level.WARN, message));

        assertThat(line.strip()).endsWith(message + "; see docs/RUNBOOK.md#" + entry);
        assertThat(text(ROOT.resolve("docs/RUNBOOK.md"))
                        .lines()
                        .filter(heading -> heading.startsWith("## "))
                        .map(heading ->
                                heading.substring(3).toLowerCase(Locale.ROOT).replace(' ', '-')))
                .contains(entry);
    }

    @Test
    void aWarningOfAKindEndsWithTheEntryOfTheKind() {
        LoggingEvent event = event("com.nimsforest.node.StreamProvisioner", Level.WARN, "waiting for machines: 2 of 3");
        event.addKeyValuePair(new KeyValuePair("kind", ProblemKind.JETSTREAM_WITHOUT_LEADER));

        assertThat(encoded(LogFormat.TEXT, event).strip())
                .endsWith("waiting for machines: 2 of 3; see docs/RUNBOOK.md#no-meta-leader");
    }

    @Test
    void aWarningMayCarryAnotherEntryThanThatOfItsClass() {
        LoggingEvent event = event("com.nimsforest.node.StreamReconciler", Level.WARN, "stream cannot be raised yet");
        event.addKeyValuePair(new KeyValuePair("runbook", "under-replicated"));

        assertThat(encoded(LogFormat.TEXT, event).strip())
                .endsWith("stream cannot be raised yet; see docs/RUNBOOK.md#under-replicated");
    }

    @Test
    void whatIsNoWarningOrNotOursOrSaysItItselfGetsNone() {
        assertThat(RunbookEntryFinder.of(event("com.nimsforest.ConnectAttemptLog", Level.INFO, "fine")))
                .isEmpty();
        assertThat(RunbookEntryFinder.of(event("io.nats.client", Level.WARN, "odd")))
                .isEmpty();
        assertThat(RunbookEntryFinder.of(
                        event("com.nimsforest.SubscriptionProblem", Level.WARN, "see docs/RUNBOOK.md#drift")))
                .isEmpty();
    }

    @Test
    void inJsonItIsAField() {
        assertThat(encoded(LogFormat.JSON, event("com.nimsforest.AcknowledgementWatchdog", Level.WARN, "none came")))
                .contains("\"runbook\":\"docs/RUNBOOK.md#stalled\"");
    }

    private String encoded(LogFormat format, LoggingEvent event) {
        return new String(LoggingSetup.encoder(log, format).encode(event), StandardCharsets.UTF_8);
    }
}
