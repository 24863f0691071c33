package com.nimsforest.node.bootstrap.command.run;

import com.nimsforest.node.bootstrap.cli.CommandContext;
import com.nimsforest.node.bootstrap.cli.JsonResultPrinter;
import com.nimsforest.node.bootstrap.cli.OutputFormatOption;
import com.nimsforest.node.bootstrap.cli.SettingFlagOptions;
import com.nimsforest.node.bootstrap.cli.TextTable;
import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
import com.nimsforest.node.bootstrap.settings.SettingValue;
import com.nimsforest.node.bootstrap.settings.SettingsException;
import com.nimsforest.node.bootstrap.settings.SettingsReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows each setting as a node that was started here and now would read it. */
@Command(
        name = "config",
        description = "Show the value, the source and the meaning of each setting. Secrets are masked.",
        modelTransformer = SettingFlagOptions.class,
        footerHeading = "%nExample:%n",
        footer = {
            "  NATS_RETRY_ATTEMPTS=-1 nimsforest config",
            "  nimsforest config -o json",
            "",
            "Exit code 78 when a value is wrong; each wrong one is named."
        })
public final class ConfigCommand implements Callable<Integer> {
    private final CommandContext context;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Mixin
    private OutputFormatOption output = new OutputFormatOption();

    public ConfigCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        SettingsReport report = SettingFlagOptions.report(command, context.environment());
        List<String> problems = report.problems();
        if (output.json()) {
            JsonResultPrinter.print(context.out(), json(report, problems));
        } else {
            table(report).print(context.out(), context.colourful());
        }
        report.warnings().forEach(warning -> context.say("warning: " + warning));
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        return ProcessExitCodes.DONE;
    }

    private static TextTable table(SettingsReport report) {
        TextTable table = new TextTable("SETTING", "VALUE", "ORIGIN", "MEANING");
        for (SettingValue<?> value : report.values()) {
            String origin = value.origin() + (value.problem().isPresent() ? " (wrong)" : "");
            table.row(
                    value.setting(),
                    value.shown().orElse("-"),
                    origin,
                    value.setting().meaning());
        }
        return table;
    }

    private static Map<String, Object> json(SettingsReport report, List<String> problems) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("settings", report.values().stream().map(ConfigCommand::json).toList());
        result.put("problems", problems);
        result.put("warnings", report.warnings());
        return result;
    }

    private static Map<String, Object> json(SettingValue<?> value) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", value.setting().variable());
        entry.put("value", value.shown());
        entry.put("origin", value.origin().toString());
        entry.put("meaning", value.setting().meaning());
        entry.put("flag", value.setting().flag());
        entry.put("valid", value.problem().isEmpty());
        return entry;
    }
}
