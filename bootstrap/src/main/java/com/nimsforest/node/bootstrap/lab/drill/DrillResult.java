package com.nimsforest.node.bootstrap.lab.drill;

import com.nimsforest.node.bootstrap.lab.drill.EventHistory.Line;
import com.nimsforest.node.bootstrap.lab.drill.EventHistory.What;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What became of the events, by the history and by what is there afterwards. Knows nothing of how they were written.
 *
 * @param acknowledged how many it was answered of that they are stored
 * @param lost those acknowledged that have no effect
 * @param duplicated those whose effect was made more than once
 * @param gaps of each round, the longest time in which nothing was acknowledged
 * @param recoveries of each round, the time until everything was whole again
 */
public record DrillResult(
        long written,
        long acknowledged,
        SortedSet<Long> lost,
        SortedSet<Long> duplicated,
        List<Duration> gaps,
        List<Duration> recoveries) {

    /**
     * Judges.
     *
     * @param effects how often the effect of each event was made
     * @param there the events whose effect is there now
     */
    public static DrillResult of(List<Line> history, Map<Long, Integer> effects, Set<Long> there) {
        SortedSet<Long> acknowledged = numbers(history, What.ACKNOWLEDGED);
        SortedSet<Long> lost = new TreeSet<>(acknowledged);
        lost.removeIf(number -> there.contains(number) && effects.containsKey(number));
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
                duplicated,
                gaps(history),
                recoveries(history));
    }

    /** The same with other losses, for who knows better. */
    public DrillResult with(SortedSet<Long> otherLost) {
        return new DrillResult(written, acknowledged, otherLost, duplicated, gaps, recoveries);
    }

    /** Whether something was acknowledged, and all of it had its effect once. */
    public boolean good() {
        return acknowledged > 0 && lost.isEmpty() && duplicated.isEmpty();
    }

    /** The one that half of them do not exceed; zero when there are none. */
    public static Duration median(List<Duration> durations) {
        List<Duration> sorted = durations.stream().sorted().toList();
        return sorted.isEmpty() ? Duration.ZERO : sorted.get((sorted.size() - 1) / 2);
    }

    public static Duration most(List<Duration> durations) {
        return durations.stream().max(Duration::compareTo).orElse(Duration.ZERO);
    }

    /** The events of which something is noted. */
    public static SortedSet<Long> numbers(List<Line> history, What what) {
        SortedSet<Long> numbers = new TreeSet<>();
        history.stream().filter(line -> line.what() == what).forEach(line -> numbers.add(line.number()));
        return numbers;
    }

    /** From each break to the first acknowledgement after all was whole: the longest silence. */
    private static List<Duration> gaps(List<Line> history) {
        List<Duration> gaps = new ArrayList<>();
        Duration heard = Duration.ZERO;
        boolean listening = false;
        boolean whole = true;
        for (Line line : history) {
            if (line.what() == What.FAULT_INJECTED) {
                gaps.add(Duration.ZERO);
                heard = line.at();
                listening = true;
                whole = false;
            } else if (line.what() == What.ACKNOWLEDGED && listening) {
                int round = gaps.size() - 1;
                gaps.set(round, most(List.of(gaps.get(round), line.at().minus(heard))));
                heard = line.at();
                listening = !whole;
            } else if (line.what() == What.RECOVERED) {
                whole = true;
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
