package com.nimsforest.node.adapters.nats.connection;

import com.nimsforest.node.adapters.nats.LastLoggedValue;
import com.nimsforest.node.domain.connection.ConnectRetrySchedule;
import com.nimsforest.node.domain.payload.DurationText;
import com.nimsforest.node.domain.wording.CountedNoun;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says how the attempts go. Those of the first connection are told one by one; those to get a lost one back, which may be
 * many, when the reason changes and then after each doubling of their number. For one thread at a time; any may ask for
 * the trouble.
 */
final class ConnectAttemptLog {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectAttemptLog.class);

    private final String url;
    private final LastLoggedValue<String> lastCause = new LastLoggedValue<>("");
    private volatile String lastError = "";
    private int tellAt = 1;

    ConnectAttemptLog(String url) {
        this.url = url;
    }

    void firstFailed(int attempt, ConnectRetrySchedule schedule, ConnectFailure failure) {
        String number = schedule.attempts() == ConnectRetrySchedule.FOREVER
                ? "attempt " + attempt
                : "attempt " + attempt + " of " + schedule.attempts();
        lastError = failure.cause() + " (" + number + ")";
        Optional<Duration> next = schedule.after(attempt);
        LOG.atWarn()
                .addKeyValue("runbook", failure.runbook())
                .log(
                        "connecting to {} ({}) failed: {}; {}",
                        url,
                        number,
                        failure.cause(),
                        next.map(wait -> "next in " + DurationText.of(wait)).orElse("that was the last"));
    }

    void reconnectFailed(int attempt, int most, Duration wait, ConnectFailure failure) {
        String number = most < 0 ? "attempt " + attempt : "attempt " + attempt + " of " + most;
        lastError = failure.cause() + " (" + number + ")";
        boolean news = lastCause.changesTo(failure.cause());
        if (!news && attempt < tellAt) {
            LOG.debug("reconnecting to {} (attempt {}) failed: {}", url, attempt, failure.cause());
            return;
        }
        tellAt = attempt * 2;
        LOG.atWarn()
                .addKeyValue("runbook", failure.runbook())
                .log(
                        "reconnecting to {} ({}) failed: {}; trying every {}",
                        url,
                        number,
                        failure.cause(),
                        DurationText.of(wait));
    }

    void succeeded() {
        lastCause.changesTo("");
        lastError = "";
        tellAt = 1;
    }

    /** Why the last attempt failed; empty when it did not, or there was none. */
    String lastError() {
        return lastError;
    }

    static String counted(int attempts) {
        return CountedNoun.of(attempts, "attempts");
    }
}
