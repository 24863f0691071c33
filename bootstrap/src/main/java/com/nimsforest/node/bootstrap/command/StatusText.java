package com.nimsforest.node.bootstrap.command;

import com.nimsforest.node.domain.health.HealthStatus;
import com.nimsforest.node.domain.status.ForestStatus;
import com.nimsforest.node.domain.status.StatusProblem;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The whole forest for people: the verdict first, then what there is, what is wrong last, nearest to the prompt. */
final class StatusText {
    private StatusText() {}

    static void print(ForestStatus status, Instant now, PrintWriter out, boolean colourful) {
        HealthStatus verdict = status.status();
        out.println(Tint.of(verdict).on(verdict.name(), colourful) + "  " + status.summary());
        out.println(mesh(status));
        for (Table table : List.of(
                StatusTables.members(status, now),
                StatusTables.streams(status),
                StatusTables.consumers(status, now),
                StatusTables.nodes(status, now))) {
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
        long letters = status.pipeline().deadLetters();
        List<StatusProblem> problems = status.problems();
        if (letters > 0 || !problems.isEmpty()) {
            out.println();
        }
        if (letters > 0) {
            out.println("dead letters: " + letters + "; see 'nimsforest deadletter ls'");
        }
        problems.forEach(problem -> lines(problem, now, colourful).forEach(out::println));
    }

    private static List<String> lines(StatusProblem problem, Instant now, boolean colourful) {
        Duration age = Duration.between(problem.since(), now);
        String since = age.toSeconds() < 1 ? "" : "for " + Amounts.time(age) + ", ";
        return List.of(
                Tint.of(problem.status()).on(problem.status().name(), colourful) + " "
                        + problem.where().word() + ": " + problem.reason(),
                "    " + since + "seen by " + problem.node(),
                "    " + problem.hint(),
                "    docs/RUNBOOK.md#" + problem.runbook());
    }
}
