package com.nimsforest.node.bootstrap.faults;

import com.nimsforest.node.bootstrap.lab.drill.DrillHistory.Line;
import com.nimsforest.node.bootstrap.lab.drill.DrillHistory.What;
import com.nimsforest.node.bootstrap.lab.drill.DrillResult;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A machine that was cut off for a while.
 *
 * @param where its name
 * @param from since when no packet reached it, in the time of the history
 * @param to until when
 */
record IsolationPeriod(String where, Duration from, Duration to) {
    /** The same, seen as beginning so much later. */
    IsolationPeriod later(Duration grace) {
        return new IsolationPeriod(where, from.plus(grace), to);
    }

    /**
     * What it answered for though nobody else can have stored it. What was first sent before the cut may have been stored by
     * all, and then its repeat is rightly acknowledged.
     */
    List<Long> acknowledgedAlone(List<Line> history) {
        List<Line> meanwhile = history.stream()
                .filter(line -> line.at().compareTo(from) > 0 && line.at().compareTo(to) < 0)
                .toList();
        Set<Long> begun = DrillResult.numbers(meanwhile, What.SENT);
        return meanwhile.stream()
                .filter(line -> line.what() == What.ACKNOWLEDGED && line.where().equals(where))
                .map(Line::number)
                .filter(begun::contains)
                .toList();
    }
}
