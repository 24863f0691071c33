package com.nimsforest.node.bootstrap.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import com.nimsforest.node.bootstrap.settings.LogFormat;
import com.nimsforest.node.bootstrap.settings.LogLevel;
import com.nimsforest.node.bootstrap.settings.NodeSettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Sets the log up in code, which starts faster than a file does. All of it goes to standard error. */
public final class LoggingSetup {
    /** Libraries that tell at INFO what the node tells better, and at DEBUG whole requests, with the tokens in them. */
    private static final List<String> TALKATIVE = List.of("io.nats", "io.javalin", "org.eclipse.jetty");

    private static final String LINE = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{0} - %line%n";

    private LoggingSetup() {}

    /** From here on the log is as the settings say. */
    public static void apply(NodeSettings settings) {
        LoggerContext log = (LoggerContext) LoggerFactory.getILoggerFactory();
        apply(log, settings.logLevel(), settings.logFormat());
        log.putProperty(JsonLogEncoder.NODE, settings.nodeName().value());
    }

    /** A command says itself what went wrong, in one line: nothing is logged beside it, unless DEBUG or TRACE ask for it. */
    public static void ofCommand(NodeSettings settings) {
        if (settings.logLevel().compareTo(LogLevel.DEBUG) >= 0) {
            apply(settings);
        } else {
            LoggerContext log = (LoggerContext) LoggerFactory.getILoggerFactory();
            log.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
            TALKATIVE.forEach(name -> log.getLogger(name).setLevel(Level.OFF));
        }
    }

    static void apply(LoggerContext log, LogLevel level, LogFormat format) {
        log.reset();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(log);
        console.setName("stderr");
        console.setTarget("System.err");
        console.setEncoder(encoder(log, format));
        console.start();
        Logger root = log.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.valueOf(level.name()));
        RepeatedWarningAppender repeatedWarnings = new RepeatedWarningAppender(log, console);
        repeatedWarnings.start();
        root.addAppender(repeatedWarnings);
        Level libraries = level.compareTo(LogLevel.WARN) <= 0 ? Level.valueOf(level.name()) : Level.WARN;
        TALKATIVE.forEach(name -> log.getLogger(name).setLevel(libraries));
    }

    static Encoder<ILoggingEvent> encoder(LoggerContext log, LogFormat format) {
        if (format == LogFormat.JSON) {
            JsonLogEncoder lines = new JsonLogEncoder();
            lines.setContext(log);
            lines.start();
            return lines;
        }
        PatternLayout layout = new PatternLayout();
        layout.setContext(log);
        layout.getInstanceConverterMap().put("line", LogMessageConverter::new);
        layout.setPattern(LINE);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(log);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setLayout(layout);
        encoder.start();
        return encoder;
    }
}
