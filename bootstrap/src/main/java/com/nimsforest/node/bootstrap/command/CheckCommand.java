package com.nimsforest.node.bootstrap.command;

import com.nimsforest.node.bootstrap.check.CheckResult;
import com.nimsforest.node.bootstrap.check.Grade;
import com.nimsforest.node.bootstrap.check.Places;
import com.nimsforest.node.bootstrap.check.Preflight;
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
        modelTransformer = SettingFlags.class,
        footerHeading = "%nExample:%n",
        footer = {
            "  nimsforest check",
            "  sudo nimsforest check                  looks into files of other users, too",
            "  nimsforest check -o json",
            "",
            "Exit code 0 when nothing failed, 1 when something did, 78 when a setting is wrong."
        })
final class CheckCommand implements Callable<Integer> {
    private final CommandContext context;
    private final Places places;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Mixin
    private OutputOptions output = new OutputOptions();

    CheckCommand(CommandContext context, Places places) {
        this.context = context;
        this.places = places;
    }

    @Override
    public Integer call() {
        SettingsReport report = SettingFlags.report(command, context.environment());
        List<CheckResult> results = new Preflight(places, Clock.systemUTC()).run(report);
        boolean passed = results.stream().noneMatch(result -> result.grade() == Grade.FAIL);
        if (output.json()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("passed", passed);
            json.put("checks", results.stream().map(CheckCommand::json).toList());
            JsonOutput.print(context.out(), json);
        } else {
            table(results).print(context.out(), context.colourful());
        }
        if (!report.problems().isEmpty()) {
            return ExitCodes.CONFIGURATION;
        }
        return passed ? ExitCodes.DONE : ExitCodes.FAILED;
    }

    private static Table table(List<CheckResult> results) {
        Table table = new Table("RESULT", "CHECK", "WHERE", "FINDING");
        for (CheckResult result : results) {
            String remedy = result.remedy().isEmpty() ? "" : ": " + result.remedy();
            table.tinted(
                    tint(result.grade()), result.grade(), result.check(), result.where(), result.finding() + remedy);
        }
        return table;
    }

    private static Tint tint(Grade grade) {
        return switch (grade) {
            case OK -> Tint.PLAIN;
            case WARN -> Tint.WORRYING;
            case FAIL -> Tint.BAD;
        };
    }

    private static Map<String, Object> json(CheckResult result) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("result", result.grade().name());
        json.put("check", result.check());
        json.put("where", result.where());
        json.put("finding", result.finding());
        json.put("remedy", result.remedy());
        return json;
    }
}
