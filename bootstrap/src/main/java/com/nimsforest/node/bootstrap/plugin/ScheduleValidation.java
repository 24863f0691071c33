package com.nimsforest.node.bootstrap.plugin;

import com.nimsforest.node.domain.schedule.LeafSchedule;
import com.nimsforest.node.domain.schedule.ScheduleRule;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driving.ScheduledNim;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether the schedules of a nim can be kept. Code of others: it may return null. */
final class ScheduleValidation {
    private static final Token ANY_NIM = Token.of("x");

    private ScheduleValidation() {}

    static List<String> objections(Object nim, @Nullable Set<SubjectPattern> patterns) {
        if (!(nim instanceof ScheduledNim scheduled)) {
            return List.of();
        }
        Set<LeafSchedule> schedules = scheduled.schedules();
        if (schedules == null) {
            return List.of("schedules() is null");
        }
        List<String> objections = new ArrayList<>();
        Set<Subject> subjects = new HashSet<>();
        for (LeafSchedule each : schedules) {
            if (!subjects.add(each.subject())) {
                objections.add("there are several schedules of " + each.subject());
            }
            if (patterns != null && patterns.stream().noneMatch(pattern -> pattern.matches(each.subject()))) {
                objections.add("none of its patterns matches the scheduled leaf " + each.subject());
            }
            objections.addAll(objections(each));
        }
        return objections;
    }

    private static List<String> objections(LeafSchedule schedule) {
        try {
            schedule.entity(ANY_NIM);
            boolean isNever = schedule.rule() instanceof ScheduleRule.Cron cron
                    && new CronUtilsTimes().next(cron, Instant.EPOCH).isEmpty();
            return isNever
                    ? List.of("schedule of " + schedule.subject() + " names no time that ever comes")
                    : List.of();
        } catch (IllegalArgumentException odd) {
            return List.of("schedule of " + schedule.subject() + ": " + odd.getMessage());
        }
    }
}
