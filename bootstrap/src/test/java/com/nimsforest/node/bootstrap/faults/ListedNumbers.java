package com.nimsforest.node.bootstrap.faults;

import com.nimsforest.node.bootstrap.lab.drill.DrillHistory.Line;
import com.nimsforest.node.bootstrap.lab.drill.DrillHistory.What;
import com.nimsforest.node.bootstrap.lab.drill.DrillResult;
import com.nimsforest.node.bootstrap.lab.drill.EffectOrderCheck;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.SoilEntry;
import com.nimsforest.node.ports.driven.Soil;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What the entity nim of the harness made of a run's numbers: each once (I8), and in order (I9). */
final class ListedNumbers {
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private final Soil soil;
    private final String run;

    ListedNumbers(Soil soil, String run) {
        this.soil = soil;
        this.run = run;
    }

    /** How many of these are not listed. */
    long missing(Set<Long> numbers) {
        Set<Long> missing = new HashSet<>(numbers);
        NumberWorkload.lists(run).forEach(entity -> numbers(entity).forEach(missing::remove));
        return missing.size();
    }

    private List<Long> numbers(EntityKey entity) {
        return soil.dig(entity).map(SoilEntry::value).stream()
                .flatMap(value -> NUMBER.matcher(value.text()).results().map(MatchResult::group))
                .map(Long::valueOf)
                .toList();
    }

    /** The invariants that do not hold, in words. */
    List<String> broken(List<Line> history) {
        List<String> broken = new ArrayList<>();
        Set<Long> missing = new TreeSet<>(DrillResult.numbers(history, What.ACKNOWLEDGED));
        EffectOrderCheck order = new EffectOrderCheck(history);
        for (EntityKey entity : NumberWorkload.lists(run)) {
            List<Long> numbers = numbers(entity);
            missing.removeAll(numbers);
            Set<Long> once = new HashSet<>();
            List<Long> again =
                    numbers.stream().filter(number -> !once.add(number)).toList();
            if (!again.isEmpty()) {
                broken.add("I8: " + entity + " counted twice " + again);
            }
            if (!order.outOfOrder(numbers).isEmpty()) {
                broken.add("I9: " + entity + " counted out of order " + order.outOfOrder(numbers) + " in " + numbers);
            }
        }
        if (!missing.isEmpty()) {
            broken.add("I8: never counted " + missing.size() + ": "
                    + missing.stream().limit(10).toList());
        }
        return broken;
    }
}
