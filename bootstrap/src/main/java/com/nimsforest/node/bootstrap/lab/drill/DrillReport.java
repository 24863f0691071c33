package com.nimsforest.node.bootstrap.lab.drill;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The report of a drill, for programs and for people.
 *
 * @param miscounted what is wrong with the count of the customer's payments; empty when nothing is
 */
public record DrillReport(DrillPlan plan, DrillResult result, List<String> miscounted, Path history) {
    public DrillReport {
        requireNonNull(plan, "plan");
        requireNonNull(result, "result");
        miscounted = List.copyOf(miscounted);
        requireNonNull(history, "history");
    }

    public boolean passed() {
        return result.passed() && miscounted.isEmpty();
    }

    /** The fields of the JSON output. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("fault", plan.kind().name().toLowerCase(Locale.ROOT));
        json.put("rounds", plan.rounds());
        json.put("written", result.written());
        json.put("acknowledged", result.acknowledged());
        json.put("lost", result.lost().size());
        json.put("silent", result.silent().size());
        json.put("duplicated", result.duplicated().size());
        json.put("miscounted", miscounted);
        json.put("writeGapMs", spread(result.gaps()));
        json.put("wholeAgainMs", spread(result.recoveries()));
        json.put("lostEvents", result.lost().stream().limit(20).toList());
        json.put("duplicatedEvents", result.duplicated().stream().limit(20).toList());
        json.put("history", history.toString());
        return json;
    }

    /** The rows of the table. */
    public Map<String, String> rows() {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put(
                "rounds",
                plan.rounds() + ", in each the leader of a stream "
                        + plan.kind().done());
        rows.put("payments written", "" + result.written());
        rows.put("acknowledged", "" + result.acknowledged());
        rows.put(
                "lost",
                result.lost().size() + tasks(result.lost().stream().limit(5).toList()));
        rows.put(
                "lost while every node says UP",
                result.silent().size() + tasks(result.silent().stream().limit(5).toList()));
        rows.put(
                "duplicated",
                result.duplicated().size()
                        + tasks(result.duplicated().stream().limit(5).toList()));
        rows.put("customer's count", miscounted.isEmpty() ? "exact and in order" : String.join("; ", miscounted));
        rows.put("time without an acknowledgement", medianAndMaximum(result.gaps()));
        rows.put("time until recovered", medianAndMaximum(result.recoveries()));
        return rows;
    }

    /** The last line. */
    public String summary() {
        return "lost " + result.lost().size() + ", duplicated "
                + result.duplicated().size();
    }

    private String tasks(List<Long> numbers) {
        return numbers.isEmpty()
                ? ""
                : numbers.stream()
                        .map(number -> PaymentEventSender.task(plan.run(), number))
                        .toList()
                        .toString();
    }

    private static Map<String, Long> spread(List<Duration> durations) {
        Map<String, Long> spread = new LinkedHashMap<>();
        spread.put("p50", DrillResult.median(durations).toMillis());
        spread.put("max", DrillResult.most(durations).toMillis());
        return spread;
    }

    private static String medianAndMaximum(List<Duration> durations) {
        return "p50 " + seconds(DrillResult.median(durations)) + ", max " + seconds(DrillResult.most(durations));
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
