package com.nimsforest.node.bootstrap.faults;

import com.nimsforest.node.bootstrap.lab.drill.DrillResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** All runs that were made, one line each, and the tables that they come to. */
final class RunLedger {
    private static final String HEADING = "fault\tserver\tseed\tacknowledged\tlost\tdone twice\tgap ms\tbroken\n";

    /** One line of the file. */
    private record Entry(
            String fault,
            String server,
            String seed,
            long acknowledged,
            long lost,
            long twice,
            Duration gap,
            String broken) {
        static Entry parse(String line) {
            String[] cells = line.split("\t", -1);
            return new Entry(
                    cells[0],
                    cells[1],
                    cells[2],
                    Long.parseLong(cells[3]),
                    Long.parseLong(cells[4]),
                    Long.parseLong(cells[5]),
                    Duration.ofMillis(Long.parseLong(cells[6])),
                    cells[7]);
        }

        FaultPlan plan() {
            return FaultPlan.recorded(fault, server);
        }
    }

    private final Path file;

    RunLedger(Path file) {
        this.file = file;
    }

    void add(FaultPlan plan, FaultRun.Result result) {
        DrillResult verdicts = result.verdicts();
        write(String.join(
                "\t",
                plan.fault().word(),
                plan.server(),
                "" + result.seed(),
                "" + verdicts.acknowledged(),
                "" + verdicts.lost().size(),
                "" + verdicts.duplicated().size(),
                "" + DrillResult.most(verdicts.gaps()).toMillis(),
                String.join("; ", result.broken()).replaceAll("\\s+", " ")));
    }

    private void write(String line) {
        try {
            if (!Files.exists(file)) {
                Files.writeString(file, HEADING);
            }
            Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Puts the tables between their marks. */
    void publish(Path document) {
        try {
            String text = Files.readString(document);
            text = between(text, "runs", table(false));
            Files.writeString(document, between(text, "mistakes", table(true)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String between(String text, String name, String table) {
        String begin = "<!-- " + name + ": written by ops/test/reliability.sh -->\n";
        int from = text.indexOf(begin);
        int to = text.indexOf("<!-- end -->", from);
        if (from < 0 || to < 0) {
            throw new IllegalStateException("no place for the table of " + name);
        }
        return text.substring(0, from + begin.length()) + table + text.substring(to);
    }

    private String table(boolean mistakes) throws IOException {
        StringBuilder table = new StringBuilder("| fault | server | runs | acknowledged | lost | done twice | other"
                + " invariants broken | write gap p50 | max | again |\n|---|---|---|---|---|---|---|---|---|---|\n");
        List<Entry> all = Files.exists(file)
                ? Files.readAllLines(file).stream().skip(1).map(Entry::parse).toList()
                : List.of();
        all.stream()
                .filter(entry -> entry.plan().fault().mayLose() == mistakes)
                .collect(Collectors.groupingBy(Entry::plan, TreeMap::new, Collectors.toList()))
                .forEach((plan, runs) -> table.append(row(plan, runs)));
        return table.toString();
    }

    private static String row(FaultPlan plan, List<Entry> runs) {
        List<Duration> gaps = runs.stream().map(Entry::gap).toList();
        long others = runs.stream()
                .filter(entry -> entry.broken().matches("(.*; )?I([4-9]|10):.*"))
                .count();
        return String.format(
                "| %s | %s | %d | %d | %d | %d | %s | %s | %s | `ops/test/reliability.sh %s --runs %d` |%n",
                plan.fault().word().replace('-', ' '),
                plan.server(),
                runs.size(),
                runs.stream().mapToLong(Entry::acknowledged).sum(),
                runs.stream().mapToLong(Entry::lost).sum(),
                runs.stream().mapToLong(Entry::twice).sum(),
                others == 0 ? "none" : "in " + others + " of " + runs.size(),
                seconds(DrillResult.median(gaps)),
                seconds(DrillResult.most(gaps)),
                plan.options(),
                runs.size());
    }

    private static String seconds(Duration gap) {
        return String.format("%.1f s", gap.toMillis() / 1000.0);
    }
}
