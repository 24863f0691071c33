package com.nimsforest.node.bootstrap.plugin;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import com.nimsforest.node.domain.schedule.ScheduleRule;
import com.nimsforest.node.ports.usecase.schedule.CronTimes;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Optional;

/** Cron expressions as cron-utils reads those of Unix. */
public final class CronUtilsTimes implements CronTimes {
    private static final CronDefinition UNIX = CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX);

    @Override
    public Optional<Instant> next(ScheduleRule.Cron rule, Instant after) {
        return ExecutionTime.forCron(new CronParser(UNIX).parse(rule.expression()))
                .nextExecution(after.atZone(rule.zone()))
                .map(ZonedDateTime::toInstant);
    }
}
