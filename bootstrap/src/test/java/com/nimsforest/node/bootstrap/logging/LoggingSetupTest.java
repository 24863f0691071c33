package com.nimsforest.node.bootstrap.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.nimsforest.node.bootstrap.settings.LogFormat;
import com.nimsforest.node.bootstrap.settings.LogLevel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LoggingSetupTest {
    private final LoggerContext log = new LoggerContext();

    @Test
    void aLineHasTimeLevelLoggerAndMessage() {
        String line = text(Level.INFO, "state=CONNECTED", null);

        assertThat(line)
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\S+ INFO  River - state=CONNECTED\n");
    }

    @Test
    void whatCameFromOutsideStaysOnItsLine() {
        String line = text(Level.WARN, "subject=a\r\n2026-01-01 ERROR forged\u001b[31m", null);

        assertThat(line.strip()).doesNotContain("\n", "\r", "\u001b").contains("forged");
    }

    @Test
    void anExpectedFailureIsNamedWithoutItsTrace() {
        String line = text(Level.WARN, "attempt=1 failed", new IllegalStateException("refused"));

        assertThat(line.strip())
                .endsWith("attempt=1 failed: IllegalStateException: refused")
                .doesNotContain("\n");
    }

    @Test
    void anErrorShowsItsTrace() {
        String line = text(Level.ERROR, "stuck", new IllegalStateException("odd"));

        assertThat(line).contains("stuck: IllegalStateException: odd\n").contains("\tat ");
    }

    @Test
    void aTraceOfAThousandFramesLacksItsMiddle() {
        IllegalStateException deep = new IllegalStateException("deep");
        StackTraceElement[] frames = new StackTraceElement[1_000];
        Arrays.setAll(frames, n -> new StackTraceElement("Tree", "parse", "Tree.java", n));
        deep.setStackTrace(frames);

        assertThat(text(Level.ERROR, "stuck", deep))
                .contains("Tree.java:0)", "\t... 921 lines left out\n", "Tree.java:999)")
                .doesNotContain("Tree.java:500)")
                .hasLineCount(82);
        assertThat(encoded(LogFormat.JSON, Level.ERROR, "stuck", deep)).contains("921 lines left out");
    }

    @Test
    void jsonHasOneObjectALine() {
        String line = encoded(LogFormat.JSON, Level.WARN, "one\ntwo", new IllegalStateException("refused"));

        JsonNode event = JsonMapper.builder().build().readTree(line);
        assertThat(line.stripTrailing()).doesNotContain("\n");
        assertThat(event.get("message").asString()).isEqualTo("one\ntwo");
        assertThat(event.get("level").asString()).isEqualTo("WARN");
        assertThat(event.get("logger").asString()).isEqualTo("forest.River");
        assertThat(event.get("failure").asString()).isEqualTo("IllegalStateException: refused");
    }

    @Test
    void librariesStayQuietUnlessAllIsTraced() {
        LoggingSetup.apply(log, LogLevel.DEBUG, LogFormat.TEXT);
        assertThat(log.getLogger("io.nats.client").getEffectiveLevel()).isEqualTo(Level.WARN);
        assertThat(log.getLogger("com.nimsforest").getEffectiveLevel()).isEqualTo(Level.DEBUG);

        LoggingSetup.apply(log, LogLevel.TRACE, LogFormat.TEXT);
        assertThat(log.getLogger("com.nimsforest").getEffectiveLevel()).isEqualTo(Level.TRACE);
        assertThat(log.getLogger("org.eclipse.jetty.http").getEffectiveLevel()).isEqualTo(Level.WARN);

        LoggingSetup.apply(log, LogLevel.ERROR, LogFormat.TEXT);
        assertThat(log.getLogger("org.eclipse.jetty").getEffectiveLevel()).isEqualTo(Level.ERROR);
    }

    private String text(Level level, String message, Throwable failure) {
        return encoded(LogFormat.TEXT, level, message, failure);
    }

    private String encoded(LogFormat format, Level level, String message, Throwable failure) {
        LoggingEvent event =
                new LoggingEvent("", log.getLogger("forest.River"), level, message, failure, new Object[0]);
        return new String(LoggingSetup.encoder(log, format).encode(event), StandardCharsets.UTF_8);
    }
}
