package com.nimsforest.node.bootstrap.command.run;

import com.nimsforest.node.bootstrap.cli.CommandContext;
import com.nimsforest.node.bootstrap.cli.JsonResultPrinter;
import com.nimsforest.node.bootstrap.cli.OutputFormatOption;
import com.nimsforest.node.bootstrap.cli.SettingFlagOptions;
import com.nimsforest.node.bootstrap.cli.TextColour;
import com.nimsforest.node.bootstrap.cli.TextTable;
import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
import com.nimsforest.node.bootstrap.preflight.MachinePaths;
import com.nimsforest.node.bootstrap.preflight.PreflightCheckGrade;
import com.nimsforest.node.bootstrap.preflight.PreflightCheckResult;
import com.nimsforest.node.bootstrap.preflight.PreflightCheckRunner;
import com.nimsforest.node.bootstrap.settings.SettingsReport;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Looks at this machine before a node runs on it. */
@Command(
        name = "check",
        description = "Check this machine: settings, Java, memory, server, ports, disk, clock, certificates, the way to"
                + " the other machines. Needs no running server, and changes nothing.",
        modelTransformer = SettingFlagOptions.class,
        footerHeading = "%nExample:%n",
        footer = {
            "  nimsforest check",
            "  sudo nimsforest check                  looks into files of other users, too",
            "  nimsforest check -o json",
            "",
            "Exit code 0 when nothing failed, 1 when something did, 78 when a setting is wrong."
        })
public final class CheckCommand implements Callable<Integer> {
    private final CommandContext context;
    private final MachinePaths places;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Mixin
    private OutputFormatOption output = new OutputFormatOption();

    public CheckCommand(CommandContext context, MachinePaths places) {
        this.context = context;
        this.places = places;
    }

    @Override
    public Integer call() {
        SettingsReport report = SettingFlagOptions.report(command, context.environment());
        List<PreflightCheckResult> results = new PreflightCheckRunner(places, Clock.systemUTC()).run(report);
        boolean passed = results.stream().noneMatch(result -> result.grade() == PreflightCheckGrade.FAIL);
        if (output.json()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("passed", passed);
            json.put("checks", results.stream().map(CheckCommand::json).toList());
            JsonResultPrinter.print(context.out(), json);
        } else {
            table(results).print(context.out(), context.colourful());
        }
        if (!report.problems().isEmpty()) {
            return ProcessExitCodes.CONFIGURATION;
        }
        return passed ? ProcessExitCodes.DONE : ProcessExitCodes.FAILED;
    }

    private static TextTable table(List<PreflightCheckResult> results) {
        TextTable table = new TextTable("RESULT", "CHECK", "WHERE", "FINDING");
        for (PreflightCheckResult result : results) {
            String remedy = result.remedy().isEmpty() ? "" : ": " + result.remedy();
            table.tinted(
                    tint(result.grade()), result.grade(), result.check(), result.where(), result.finding() + remedy);
        }
        return table;
    }

    private static TextColour tint(PreflightCheckGrade grade) {
        return switch (grade) {
            case OK -> TextColour.PLAIN;
            case WARN -> TextColour.WORRYING;
            case FAIL -> TextColour.BAD;
        };
    }

    private static Map<String, Object> json(PreflightCheckResult result) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("result", result.grade().name());
        json.put("check", result.check());
        json.put("where", result.where());
        json.put("finding", result.finding());
        json.put("remedy", result.remedy());
        return json;
    }
}
