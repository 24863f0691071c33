package com.nimsforest.node.bootstrap.command.run;

import com.nimsforest.node.bootstrap.cli.CommandContext;
import com.nimsforest.node.bootstrap.cli.SettingFlagOptions;
import com.nimsforest.node.bootstrap.logging.LoggingSetup;
import com.nimsforest.node.bootstrap.settings.NodeSettings;
import com.nimsforest.node.bootstrap.settings.NonDefaultSettings;
import com.nimsforest.node.bootstrap.settings.SettingsException;
import com.nimsforest.node.bootstrap.settings.SettingsReport;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs this node in the foreground: what systemd starts. */
@Command(
        name = "run",
        description = "Run this node in the foreground, beside the NATS server of this machine.",
        modelTransformer = SettingFlagOptions.class,
        footerHeading = "%nExample:%n",
        footer = {
            "  NODE_NAME=forest-1 nimsforest run --nats-url nats://localhost:4222 --http-port 8080",
            "",
            "Ends by SIGTERM or Ctrl-C after it has finished what it began. Exit code 69 when NATS was not",
            "reached in NATS_RETRY_ATTEMPTS attempts, 78 when the configuration is wrong."
        })
public final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

    private final CommandContext context;

    @Spec
    private CommandSpec command = CommandSpec.create();

    public RunCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        SettingsReport report = SettingFlagOptions.report(command, context.environment());
        if (!report.problems().isEmpty()) {
            report.warnings().forEach(warning -> context.say("warning: " + warning));
            throw new SettingsException(report.problems());
        }
        NodeSettings settings = report.settings();
        LoggingSetup.apply(settings);
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> LOG.atError()
                .addKeyValue("runbook", "unexpected")
                .setCause(failure)
                .log("thread={} ended by a failure", thread.getName()));
        LOG.info("settings that differ from their defaults: {}; all: nimsforest config", NonDefaultSettings.of(report));
        report.warnings().forEach(LOG::warn);
        return context.node().applyAsInt(settings);
    }
}
