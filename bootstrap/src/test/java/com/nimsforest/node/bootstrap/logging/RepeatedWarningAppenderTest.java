package com.nimsforest.node.bootstrap.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RepeatedWarningAppenderTest {
    private final LoggerContext log = new LoggerContext();
    private final List<String> lines = new ArrayList<>();
    private final AppenderBase<ILoggingEvent> console = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getLevel() + " " + event.getFormattedMessage());
        }
    };
    private final RepeatedWarningAppender flood = new RepeatedWarningAppender(log, console);

    @BeforeEach
    void start() {
        console.start();
        flood.start();
    }

    private void say(long millis, Level level, String format, Object... arguments) {
        LoggingEvent event = new LoggingEvent("", log.getLogger("forest.River"), level, format, null, arguments);
        event.setTimeStamp(millis);
        flood.doAppend(event);
    }

    @Test
    void aFewOfAKindAreEachLogged() {
        for (int attempt = 1; attempt <= 20; attempt++) {
            say(attempt, Level.WARN, "attempt {} failed", attempt);
        }

        assertThat(lines).hasSize(20).endsWith("WARN attempt 20 failed");
    }

    @Test
    void ofManyEqualWarningsTheCountIsLogged() {
        for (int number = 0; number < 5_000; number++) {
            say(number, Level.WARN, "nim {} failed on {}", "owl", number);
        }
        assertThat(lines).hasSize(20);

        say(10_000, Level.INFO, "all is well");

        assertThat(lines)
                .hasSize(22)
                .endsWith("WARN 4980 more within 10 s of the kind: nim owl failed on 0", "INFO all is well");
    }

    @Test
    void theNextRepetitionsAreLoggedFromTheFirst() {
        for (int number = 0; number < 100; number++) {
            say(number, Level.ERROR, "stuck {}", number);
        }
        say(20_000, Level.ERROR, "stuck {}", "again");

        assertThat(lines).endsWith("ERROR 80 more within 10 s of the kind: stuck 0", "ERROR stuck again");
    }

    @Test
    void otherWarningsAndWhatIsNoWarningAreNotHeldBack() {
        for (int number = 0; number < 100; number++) {
            say(number, Level.WARN, "one {}", number);
            say(number, Level.INFO, "info {}", number);
        }
        say(100, Level.WARN, "another");
        say(101, Level.WARN, "{}", "waiting for machines");

        assertThat(lines).hasSize(122).contains("WARN another", "WARN waiting for machines", "INFO info 99");
    }

    @Test
    void suppressedWarningsAreLoggedAtTheEnd() {
        for (int number = 0; number < 21; number++) {
            say(number, Level.WARN, "one {}", number);
        }

        flood.stop();

        assertThat(lines).endsWith("WARN 1 more within 10 s of the kind: one 0");
    }
}
