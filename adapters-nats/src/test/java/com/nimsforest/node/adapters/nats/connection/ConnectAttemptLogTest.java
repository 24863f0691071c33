package com.nimsforest.node.adapters.nats.connection;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.nimsforest.node.domain.connection.ConnectRetrySchedule;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ConnectAttemptLogTest {
    private static final Duration WAIT = Duration.ofSeconds(2);

    private final Logger logger = (Logger) LoggerFactory.getLogger(ConnectAttemptLog.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final ConnectAttemptLog log = new ConnectAttemptLog("nats://localhost:4222");

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
        logger.setAdditive(false);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(lines);
        logger.setAdditive(true);
    }

    @Test
    void eachFirstAttemptIsOneLineWithItsNumber() {
        ConnectRetrySchedule schedule = new ConnectRetrySchedule(2, Duration.ofSeconds(5));

        log.firstFailed(1, schedule, ConnectFailure.of("connection refused"));
        log.firstFailed(2, schedule, ConnectFailure.of("connection refused"));
        log.firstFailed(
                7,
                new ConnectRetrySchedule(ConnectRetrySchedule.FOREVER, WAIT),
                ConnectFailure.of("connection refused"));

        assertThat(warnings())
                .containsExactly(
                        "connecting to nats://localhost:4222 (attempt 1 of 2) failed: connection refused; next in 5s",
                        "connecting to nats://localhost:4222 (attempt 2 of 2) failed: connection refused; that was the last",
                        "connecting to nats://localhost:4222 (attempt 7) failed: connection refused; next in 2s");
    }

    @Test
    void laterAttemptsAreReportedWhenTheReasonChangesAndAtEachDoubling() {
        for (int attempt = 1; attempt <= 9; attempt++) {
            log.reconnectFailed(
                    attempt,
                    -1,
                    WAIT,
                    ConnectFailure.of(attempt < 6 ? "connection refused" : "it refuses the credentials"));
        }

        assertThat(warnings())
                .extracting(line -> line.replaceAll(".*attempt (\\d+).*failed: (.*);.*", "$1 $2"))
                .containsExactly(
                        "1 connection refused",
                        "2 connection refused",
                        "4 connection refused",
                        "6 it refuses the credentials");
    }

    @Test
    void aFailureBringsTheEntryOfTheRunbookWithIt() {
        log.firstFailed(1, new ConnectRetrySchedule(3, WAIT), ConnectFailure.of("connection refused"));
        log.reconnectFailed(1, 3, WAIT, new ConnectFailure("nats-server 2.10.29 is too old", "old-server"));

        assertThat(lines.list)
                .extracting(line -> line.getKeyValuePairs().get(0).value)
                .containsExactly("not-connected", "old-server");
    }

    @Test
    void afterASuccessTheCountBeginsAgain() {
        log.reconnectFailed(1, 3, WAIT, ConnectFailure.of("connection refused"));
        log.succeeded();
        log.reconnectFailed(1, 3, WAIT, ConnectFailure.of("connection refused"));

        assertThat(warnings()).hasSize(2).allMatch(line -> line.contains("attempt 1 of 3"));
    }

    @Test
    void theTroubleIsThatOfTheLastAttemptUntilOneSucceeds() {
        assertThat(log.lastError()).isEmpty();

        log.firstFailed(2, new ConnectRetrySchedule(3, WAIT), ConnectFailure.of("it refuses the credentials"));
        assertThat(log.lastError()).isEqualTo("it refuses the credentials (attempt 2 of 3)");
        log.reconnectFailed(7, -1, WAIT, ConnectFailure.of("connection refused"));
        assertThat(log.lastError()).isEqualTo("connection refused (attempt 7)");
        log.succeeded();

        assertThat(log.lastError()).isEmpty();
    }

    private List<String> warnings() {
        return lines.list.stream()
                .filter(line -> line.getLevel() == Level.WARN)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }
}
