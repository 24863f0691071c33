package com.nimsforest.node.domain.schedule;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.leaf.LeafSubjectRules;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.Token;
import java.time.Duration;
import java.time.ZoneId;

/** A leaf that is dropped at each time of a rule. */
public record LeafSchedule(Subject subject, ScheduleRule rule) {
    public LeafSchedule {
        requireNonNull(rule, "rule");
        LeafSubjectRules.check(subject);
    }

    /** At each multiple of the interval since 1970 in UTC: {@code ofHours(1)} is at each full hour. */
    public static LeafSchedule every(Duration interval, Subject subject) {
        return new LeafSchedule(subject, new ScheduleRule.Interval(interval));
    }

    /**
     * As cron does it: {@code "30 6 * * MON-FRI"}.
     *
     * @param zone whose clocks the expression is read by
     */
    public static LeafSchedule cron(String expression, ZoneId zone, Subject subject) {
        return new LeafSchedule(subject, new ScheduleRule.Cron(expression, zone));
    }

    /**
     * The entity that says when the leaf is due next.
     *
     * @throws IllegalArgumentException when the subject has characters that no key of the soil may have
     */
    public EntityKey entity(Token nim) {
        return EntityKey.of("schedule/" + nim + "/" + subject);
    }

    /** The state of that entity. A rule has no character that JSON would escape. */
    public JsonPayload state() {
        return JsonPayload.of("\"" + rule.text() + "\"");
    }
}
