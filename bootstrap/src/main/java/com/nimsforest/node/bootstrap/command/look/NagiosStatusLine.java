package com.nimsforest.node.bootstrap.command.look;

import com.nimsforest.node.domain.health.ClusterFacts;
import com.nimsforest.node.domain.health.ConsumerFacts;
import com.nimsforest.node.domain.payload.PrintableText;
import com.nimsforest.node.domain.status.ForestStatus;
import com.nimsforest.node.domain.status.MachineStatus;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The forest as a plug-in of Nagios, and of what came after it, tells it: one line with figures, and an exit code. */
enum NagiosStatusLine {
    OK,
    WARNING,
    CRITICAL,
    UNKNOWN;

    /** Prints what the forest is like, and gives the exit code. */
    static int print(ForestStatus status, Instant now, PrintWriter out) {
        NagiosStatusLine state = switch (status.status()) {
            case UP -> OK;
            case DEGRADED -> WARNING;
            case DOWN -> CRITICAL;
        };
        return state.print(describe(status) + "|" + figures(status, now), out);
    }

    /** Prints the line, and gives the exit code. */
    int print(String text, PrintWriter out) {
        out.println("NIMSFOREST " + this + " - " + PrintableText.line(text));
        out.flush();
        return ordinal();
    }

    /** What is wrong where the summary does not say it. */
    private static String describe(ForestStatus status) {
        String summary = status.summary();
        String worst = status.problems().stream()
                .map(problem -> problem.reason())
                .filter(reason -> !summary.contains(reason))
                .findFirst()
                .map(reason -> "; " + reason)
                .orElse("");
        return plain(summary + worst);
    }

    /** What Nagios reads as the end of the text. */
    static String plain(String text) {
        return text.replace('|', '/').replaceAll("\\s+", " ");
    }

    private static String figures(ForestStatus status, Instant now) {
        ClusterFacts cluster = status.cluster();
        List<ConsumerFacts> consumers = status.pipeline().consumers();
        long present = status.members().stream().filter(MachineStatus::present).count();
        Optional<Instant> oldest = consumers.stream()
                .flatMap(consumer -> consumer.oldest().stream())
                .min(Comparator.naturalOrder());
        return String.join(
                " ",
                "machines=" + present + ";" + cluster.expected() + ":;" + (cluster.expected() / 2 + 1) + ":;0;"
                        + cluster.expected(),
                "nodes=" + status.nodes().size() + ";;;0",
                "pending="
                        + consumers.stream().mapToLong(ConsumerFacts::pending).sum() + ";;;0",
                "redelivered="
                        + consumers.stream()
                                .mapToLong(ConsumerFacts::redelivered)
                                .sum() + ";;;0",
                "oldest="
                        + oldest.map(at -> Duration.between(at, now).toSeconds())
                                .orElse(0L) + "s;;;0",
                "dead_letters=" + status.pipeline().deadLetters() + ";;;0");
    }
}
