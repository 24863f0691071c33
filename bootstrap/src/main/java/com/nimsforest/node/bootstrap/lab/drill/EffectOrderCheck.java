package com.nimsforest.node.bootstrap.lab.drill;

import com.nimsforest.node.bootstrap.lab.drill.DrillHistory.Line;
import com.nimsforest.node.bootstrap.lab.drill.DrillHistory.What;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether effects came in the order of the events. Of two events the one that was acknowledged before the other one was sent
 * is the earlier one; of those that were on their way together either order is right.
 */
public final class EffectOrderCheck {
    private static final Duration NEVER = Duration.ofSeconds(Long.MAX_VALUE);

    private final Map<Long, Duration> sent = new HashMap<>();
    private final Map<Long, Duration> acknowledged = new HashMap<>();

    public EffectOrderCheck(List<Line> history) {
        history.forEach(line -> {
            if (line.what() == What.SENT) {
                sent.putIfAbsent(line.number(), line.at());
            } else if (line.what() == What.ACKNOWLEDGED) {
                acknowledged.putIfAbsent(line.number(), line.at());
            }
        });
    }

    /** Those that had their effect after an event that was sent only when they were acknowledged. */
    public List<Long> outOfOrder(List<Long> effects) {
        List<Long> late = new ArrayList<>();
        Duration latestSent = Duration.ZERO;
        for (long number : effects) {
            if (acknowledged.getOrDefault(number, NEVER).compareTo(latestSent) < 0) {
                late.add(number);
            }
            Duration at = sent.getOrDefault(number, Duration.ZERO);
            latestSent = at.compareTo(latestSent) > 0 ? at : latestSent;
        }
        return late;
    }
}
