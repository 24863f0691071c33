package com.nimsforest.node.bootstrap.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;
import com.nimsforest.node.bootstrap.settings.LogFormat;
import com.nimsforest.node.bootstrap.settings.LogLevel;

/** What the log is before settings are read, and stays for commands that end at once: warnings, as text. */
public final class QuietLogConfigurator extends ContextAwareBase implements Configurator {
    @Override
    public ExecutionStatus configure(LoggerContext log) {
        LoggingSetup.apply(log, LogLevel.WARN, LogFormat.TEXT);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
