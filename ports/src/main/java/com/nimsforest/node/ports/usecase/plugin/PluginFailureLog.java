package com.nimsforest.node.ports.usecase.plugin;

import com.nimsforest.node.domain.handler.HandlerFailure;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/** Logs each kind of failure once with its stack trace, and after that in one line at DEBUG. Any thread. */
final class PluginFailureLog {
    private static final Logger LOG = LoggerFactory.getLogger(PluginFailureLog.class);
    /** Has the log print the stack trace although this is a warning. */
    private static final Marker TRACED = MarkerFactory.getMarker("traced");

    private static final int MOST_KINDS = 200;

    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    void failed(HandlerFailure failure, Throwable thrown) {
        if (logged.size() >= MOST_KINDS) {
            logged.clear();
        }
        if (logged.add(failure.handler() + " " + thrown.getClass().getName() + " " + place(thrown))) {
            logWithTrace(failure, thrown);
        } else {
            LOG.debug("{}: {}", failure.handler(), failure.error());
        }
    }

    /** An exception is the plug-in's code too: printing it may fail. */
    private static void logWithTrace(HandlerFailure failure, Throwable thrown) {
        try {
            LOG.atWarn().addMarker(TRACED).setCause(thrown).log("{} failed", failure.handler());
        } catch (Throwable unprintable) {
            LOG.warn("{}: {}", failure.description(), failure.stackTrace());
        }
    }

    private static String place(Throwable thrown) {
        StackTraceElement[] frames = thrown.getStackTrace();
        return frames == null || frames.length == 0 ? "" : frames[0].toString();
    }
}
