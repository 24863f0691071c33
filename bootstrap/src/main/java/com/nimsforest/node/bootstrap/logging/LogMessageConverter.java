package com.nimsforest.node.bootstrap.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import com.nimsforest.node.domain.payload.PrintableText;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/**
 * The message of one event on one line, whatever came in from outside. A failure is named on that line; its trace follows
 * only for an ERROR, which a person has to look into, for what is marked {@code traced}, or when the log is at DEBUG.
 */
public final class LogMessageConverter extends ThrowableHandlingConverter {
    private static final Marker TRACED = MarkerFactory.getMarker("traced");

    @Override
    public String convert(ILoggingEvent event) {
        String message = oneLine(event.getFormattedMessage());
        IThrowableProxy failure = event.getThrowableProxy();
        String entry =
                RunbookEntryFinder.of(event).map(found -> "; see " + found).orElse("");
        if (failure == null) {
            return message + entry;
        }
        String named = message + ": " + named(failure) + entry;
        return isTraced(event)
                ? named + System.lineSeparator() + PrintableText.lines(StackTraceText.of(failure))
                : named;
    }

    static boolean isTraced(ILoggingEvent event) {
        return event.getLevel().isGreaterOrEqual(Level.ERROR)
                || !event.getLevel().isGreaterOrEqual(Level.INFO)
                || event.getMarkerList() != null && event.getMarkerList().contains(TRACED)
                || org.slf4j.LoggerFactory.getLogger(event.getLoggerName()).isDebugEnabled();
    }

    static String named(IThrowableProxy failure) {
        String type = failure.getClassName().substring(failure.getClassName().lastIndexOf('.') + 1);
        String message = failure.getMessage();
        return message == null ? type : type + ": " + oneLine(message);
    }

    static String oneLine(String text) {
        return PrintableText.line(text);
    }
}
