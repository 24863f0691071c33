package com.nimsforest.node.bootstrap.command.look;

import com.nimsforest.node.adapters.http.status.ForestStatusJson;
import com.nimsforest.node.bootstrap.cli.ClientSettingFlagOptions;
import com.nimsforest.node.bootstrap.cli.CommandContext;
import com.nimsforest.node.bootstrap.cli.JsonResultPrinter;
import com.nimsforest.node.bootstrap.cli.SettingFlagOptions;
import com.nimsforest.node.bootstrap.cli.TerminalDetector;
import com.nimsforest.node.bootstrap.command.session.ForestStatusProbe;
import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
import com.nimsforest.node.bootstrap.settings.NodeSettings;
import com.nimsforest.node.domain.health.HealthStatus;
import com.nimsforest.node.domain.status.ForestStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Tells how the whole forest is. */
@Command(
        name = "status",
        description =
                "Show the status of the whole forest as this machine sees it: machines, streams, consumers, nodes.",
        modelTransformer = ClientSettingFlagOptions.class,
        footerHeading = "%nExample:%n",
        footer = {
            "  nimsforest status",
            "  nimsforest status --watch",
            "  nimsforest status -o json            the object that docs/STATUS.md describes",
            "  nimsforest status --format nagios    one line, exit code 0, 1, 2 or 3",
            "",
            "Exit code 0 when all is healthy, 1 when not, 69 when this machine's server cannot be reached."
        })
public final class StatusCommand implements Callable<Integer> {
    private static final Duration PACE = Duration.ofSeconds(2);

    private final CommandContext context;
    private final Function<NodeSettings, ForestStatusProbe> onlookers;
    private final Clock clock;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = {"-w", "--watch"},
            description = "Refresh every 2 seconds, until Ctrl-C.")
    private boolean watch;

    @Option(
            names = {"-o", "--output", "--format"},
            paramLabel = "text|json|nagios",
            description = "Output format: text, json, or nagios.",
            defaultValue = "text",
            converter = FormatConverter.class)
    private Format format = Format.TEXT;

    public StatusCommand(CommandContext context, Function<NodeSettings, ForestStatusProbe> onlookers, Clock clock) {
        this.context = context;
        this.onlookers = onlookers;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        if (watch && format == Format.NAGIOS) {
            throw new ParameterException(
                    command.commandLine(), "--watch is not for nagios, which asks again by itself");
        }
        NodeSettings settings = SettingFlagOptions.settings(command, context);
        if (watch) {
            return watch(settings);
        }
        try (ForestStatusProbe statusProbe = onlookers.apply(settings)) {
            return print(statusProbe.read(), statusProbe.isConnected());
        }
    }

    private int print(ForestStatus status, boolean connected) {
        Instant now = clock.instant();
        switch (format) {
            case NAGIOS -> {
                return NagiosStatusLine.print(status, now, context.out());
            }
            case JSON -> JsonResultPrinter.print(context.out(), ForestStatusJson.of(status, now));
            case TEXT -> StatusReportText.print(status, now, context.out(), context.colourful());
        }
        if (!connected) {
            return ProcessExitCodes.UNREACHABLE;
        }
        return status.status() == HealthStatus.UP ? ProcessExitCodes.DONE : ProcessExitCodes.FAILED;
    }

    /** Until the reader goes away, or Ctrl-C ends the process. A server that was not there is tried again each time. */
    private int watch(NodeSettings settings) {
        ScreenRefresher screen =
                new ScreenRefresher(context.out(), TerminalDetector.isOutput() && format == Format.TEXT);
        ForestStatusProbe statusProbe = onlookers.apply(settings);
        context.out().allowReaderToLeave();
        try {
            while (!context.out().checkError()) {
                if (!statusProbe.isConnected()) {
                    statusProbe.close();
                    statusProbe = onlookers.apply(settings);
                }
                show(statusProbe.read(), screen);
                LockSupport.parkNanos(PACE.toNanos());
            }
            return ProcessExitCodes.DONE;
        } finally {
            statusProbe.close();
        }
    }

    private void show(ForestStatus status, ScreenRefresher screen) {
        Instant now = clock.instant();
        if (format == Format.JSON) {
            JsonResultPrinter.printLine(context.out(), ForestStatusJson.of(status, now));
        } else {
            screen.show(page -> StatusReportText.print(status, now, page, context.colourful()));
        }
    }

    enum Format {
        TEXT,
        JSON,
        NAGIOS
    }

    static final class FormatConverter implements picocli.CommandLine.ITypeConverter<Format> {
        @Override
        public Format convert(String text) {
            try {
                return Format.valueOf(text.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException none) {
                throw new TypeConversionException("expected text, json or nagios, not '" + text + "'");
            }
        }
    }
}
