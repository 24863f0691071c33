package com.nimsforest.node.bootstrap.command.look;

import com.nimsforest.node.bootstrap.cli.TextColour;
import com.nimsforest.node.bootstrap.cli.TextTable;
import com.nimsforest.node.domain.health.HealthStatus;
import com.nimsforest.node.domain.payload.PrintableText;
import com.nimsforest.node.domain.status.ForestStatus;
import com.nimsforest.node.domain.status.ForestStatusProblem;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The whole forest for people: the verdict first, then what there is, what is wrong last, nearest to the prompt. */
final class StatusReportText {
    private StatusReportText() {}

    static void print(ForestStatus status, Instant now, PrintWriter out, boolean colourful) {
        HealthStatus verdict = status.status();
        out.println(TextColour.of(verdict).on(verdict.name(), colourful) + "  " + PrintableText.line(status.summary()));
        out.println(mesh(status));
        for (TextTable table : List.of(
                StatusReportTables.members(status, now),
                StatusReportTables.streams(status),
                StatusReportTables.consumers(status, now),
                StatusReportTables.nodes(status, now),
                StatusReportTables.failing(status, now))) {
            if (!table.isEmpty()) {
                out.println();
                table.print(out, colourful);
            }
        }
        after(status, now, out, colourful);
        out.flush();
    }

    private static String mesh(ForestStatus status) {
        String name = status.cluster().name();
        String leader = status.storage().metaLeader();
        boolean single = status.cluster().isSingleNode();
        return (name.isEmpty() ? "" : name + ": ")
                + status.outlook()
                + (single ? "" : "; JetStream leader: " + (leader.isEmpty() ? "none" : leader));
    }

    private static void after(ForestStatus status, Instant now, PrintWriter out, boolean colourful) {
        long deadLetters = status.pipeline().deadLetters();
        List<ForestStatusProblem> problems = status.problems();
        if (deadLetters > 0 || !problems.isEmpty()) {
            out.println();
        }
        if (deadLetters > 0) {
            out.println("dead letters: " + deadLetters + "; see 'nimsforest deadletter ls'");
        }
        problems.forEach(problem -> lines(problem, now, colourful).forEach(out::println));
    }

    private static List<String> lines(ForestStatusProblem problem, Instant now, boolean colourful) {
        Duration age = Duration.between(problem.since(), now);
        String since = age.toSeconds() < 1 ? "" : "for " + HumanReadableUnits.time(age) + ", ";
        List<String> lines = new ArrayList<>(List.of(
                TextColour.of(problem.status()).on(problem.status().name(), colourful) + " "
                        + problem.where().word() + ": " + problem.reason(),
                "    " + since + "seen by " + problem.node(),
                "    " + problem.hint(),
                "    docs/RUNBOOK.md#" + problem.runbook()));
        problem.consequences().forEach(finding -> lines.add(1, "    with it: " + finding.reason()));
        return lines;
    }
}
