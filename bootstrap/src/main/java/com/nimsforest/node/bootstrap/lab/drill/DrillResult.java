package com.nimsforest.node.bootstrap.lab.drill;

import com.nimsforest.node.bootstrap.lab.drill.DrillHistory.Line;
import com.nimsforest.node.bootstrap.lab.drill.DrillHistory.What;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The result of a drill, by its history and by what is stored afterwards.
 *
 * @param acknowledged how many were acknowledged
 * @param lost those that were acknowledged and have no effect
 * @param silent those of the lost of which nothing tells: every node says UP
 * @param duplicated those with more than one effect
 * @param gaps of each round, the longest time in which nothing was acknowledged
 * @param recoveries of each round, the time until the mesh had recovered
 */
public record DrillResult(
        long written,
        long acknowledged,
        SortedSet<Long> lost,
        SortedSet<Long> silent,
        SortedSet<Long> duplicated,
        List<Duration> gaps,
        List<Duration> recoveries) {

    /**
     * Computes the result.
     *
     * @param effects how many effects each event has
     * @param stored the events whose effect is stored now
     */
    public static DrillResult of(List<Line> history, Map<Long, Integer> effects, Set<Long> stored) {
        SortedSet<Long> acknowledged = numbers(history, What.ACKNOWLEDGED);
        SortedSet<Long> lost = new TreeSet<>(acknowledged);
        lost.removeIf(number -> stored.contains(number) && effects.containsKey(number));
        SortedSet<Long> duplicated = new TreeSet<>();
        effects.forEach((number, times) -> {
            if (times > 1) {
                duplicated.add(number);
            }
        });
        return new DrillResult(
                numbers(history, What.SENT).size(),
                acknowledged.size(),
                lost,
                new TreeSet<>(),
                duplicated,
                gaps(history),
                recoveries(history));
    }

    /** The same with other losses. */
    public DrillResult with(SortedSet<Long> otherLost) {
        return new DrillResult(written, acknowledged, otherLost, silent, duplicated, gaps, recoveries);
    }

    /** The same, judged by what the nodes say when all is quiet: to lose something and say UP is worse than to lose it. */
    public DrillResult judged(boolean everyNodeIsUp) {
        SortedSet<Long> untold = everyNodeIsUp ? lost : new TreeSet<>();
        return new DrillResult(written, acknowledged, lost, untold, duplicated, gaps, recoveries);
    }

    /** Whether something was acknowledged, and all of it had its effect once. */
    public boolean passed() {
        return acknowledged > 0 && lost.isEmpty() && silent.isEmpty() && duplicated.isEmpty();
    }

    /** The lower median; zero for no durations. */
    public static Duration median(List<Duration> durations) {
        List<Duration> sorted = durations.stream().sorted().toList();
        return sorted.isEmpty() ? Duration.ZERO : sorted.get((sorted.size() - 1) / 2);
    }

    public static Duration most(List<Duration> durations) {
        return durations.stream().max(Duration::compareTo).orElse(Duration.ZERO);
    }

    /** The events with such a line. */
    public static SortedSet<Long> numbers(List<Line> history, What what) {
        SortedSet<Long> numbers = new TreeSet<>();
        history.stream().filter(line -> line.what() == what).forEach(line -> numbers.add(line.number()));
        return numbers;
    }

    /** The longest time without an acknowledgement, from each fault to the first one after the recovery. */
    private static List<Duration> gaps(List<Line> history) {
        List<Duration> gaps = new ArrayList<>();
        Duration lastAcknowledged = Duration.ZERO;
        boolean counting = false;
        boolean recovered = true;
        for (Line line : history) {
            if (line.what() == What.FAULT_INJECTED) {
                gaps.add(Duration.ZERO);
                lastAcknowledged = line.at();
                counting = true;
                recovered = false;
            } else if (line.what() == What.ACKNOWLEDGED && counting) {
                int round = gaps.size() - 1;
                gaps.set(round, most(List.of(gaps.get(round), line.at().minus(lastAcknowledged))));
                lastAcknowledged = line.at();
                counting = !recovered;
            } else if (line.what() == What.RECOVERED) {
                recovered = true;
            }
        }
        return List.copyOf(gaps);
    }

    private static List<Duration> recoveries(List<Line> history) {
        List<Duration> recoveries = new ArrayList<>();
        Duration since = Duration.ZERO;
        for (Line line : history) {
            if (line.what() == What.FAULT_INJECTED) {
                since = line.at();
            } else if (line.what() == What.RECOVERED) {
                recoveries.add(line.at().minus(since));
            }
        }
        return List.copyOf(recoveries);
    }
}
