package com.nimsforest.node.bootstrap.lab.bench;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.wording.CountedNoun;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The results of a benchmark, and what it ran on.
 *
 * @param problems what the entity nim counted wrongly: the rows of entities are of no account then
 */
public record BenchReport(
        BenchPlan plan, String server, int processors, List<BenchComparison> comparisons, List<String> problems) {
    public BenchReport {
        requireNonNull(plan, "plan");
        requireNonNull(server, "server");
        comparisons = List.copyOf(comparisons);
        problems = List.copyOf(problems);
    }

    /** What it ran on, in one line. */
    public String environment() {
        return (plan.replicas() == 1 ? "one nats-server " : plan.replicas() + " nats-servers ") + server + ", R"
                + plan.replicas() + ", sync " + sync() + (plan.batches() ? ", atomic batches, " : ", ") + processors
                + " processors; " + plan.size()
                + " bytes a message, median of " + CountedNoun.of(plan.rounds(), "rounds")
                + "; ratio: nimsforest / bare jnats, or as named";
    }

    /** The rows of the table, one for each kind of work. */
    public List<List<String>> rows() {
        return comparisons.stream().map(BenchReport::row).toList();
    }

    private static List<String> row(BenchComparison of) {
        RateStats ratio = of.ratio();
        return List.of(
                of.work(),
                "" + of.messages(),
                rate(of.forest().median()),
                rate(of.bare().median()),
                number(ratio.median()),
                number(ratio.lowest()) + " to " + number(ratio.highest()));
    }

    /** The fields of the JSON output. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("server", server);
        json.put("replicas", plan.replicas());
        json.put("sync", sync());
        json.put("atomicBatches", plan.batches());
        json.put("processors", processors);
        json.put("size", plan.size());
        json.put("rounds", plan.rounds());
        json.put("problems", problems);
        json.put("results", comparisons.stream().map(BenchReport::json).toList());
        return json;
    }

    private static Map<String, Object> json(BenchComparison of) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("work", of.work());
        json.put("messages", of.messages());
        json.put("nimsforestPerSecond", json(of.forest()));
        json.put("jnatsPerSecond", json(of.bare()));
        json.put("ratio", json(of.ratio()));
        return json;
    }

    private static Map<String, Object> json(RateStats spread) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("median", spread.median());
        json.put("lowest", spread.lowest());
        json.put("highest", spread.highest());
        return json;
    }

    private String sync() {
        return plan.synced() ? "always" : "default";
    }

    private static String rate(double perSecond) {
        return Math.round(perSecond) + "/s";
    }

    private static String number(double ratio) {
        return String.format(Locale.ROOT, "%.2f", ratio);
    }
}
