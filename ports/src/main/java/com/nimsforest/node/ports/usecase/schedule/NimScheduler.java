package com.nimsforest.node.ports.usecase.schedule;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.entity.DelayedLeaf;
import com.nimsforest.node.domain.entity.DelayedLeaves;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.schedule.LeafSchedule;
import com.nimsforest.node.domain.schedule.ScheduleRule;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.EntityHumus;
import com.nimsforest.node.ports.driven.Humus;
import com.nimsforest.node.ports.driven.Soil;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.operations.NodeMetrics;
import com.nimsforest.node.ports.driving.EntityNim;
import com.nimsforest.node.ports.driving.Nim;
import com.nimsforest.node.ports.driving.ScheduledNim;
import com.nimsforest.node.ports.failure.CompletionFailures;
import com.nimsforest.node.ports.failure.StaleRevisionException;
import com.nimsforest.node.ports.usecase.entity.state.EntityChange;
import com.nimsforest.node.ports.usecase.entity.state.EntityState;
import com.nimsforest.node.ports.usecase.entity.state.EntityStateReader;
import com.nimsforest.node.ports.usecase.entity.state.EntityStateWriter;
import com.nimsforest.node.ports.usecase.entity.state.EntityWaitList;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drops the leaves of this node's schedules, each once at each of its times. Every schedule is an entity, and the leaf that
 * is due next is its delayed leaf: dropping it and putting the one after it in its place are one change of the entity, which
 * succeeds only if the entity is as it was read. So of all nodes that try, one drops it. Any thread.
 */
public final class NimScheduler {
    /** The owner of these entities; no plug-in can have this name. */
    public static final Token NAME = Token.of("schedules");

    private static final Logger LOG = LoggerFactory.getLogger(NimScheduler.class);
    private static final JsonPayload NO_DATA = JsonPayload.of("{}");
    private static final String NEXT = "next";
    private static final int VERSION = 1;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** Another node may have changed the schedule, and clocks may be set. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private record Scheduled(Token nim, LeafSchedule schedule) {
        EntityKey entity() {
            return schedule.entity(nim);
        }
    }

    private final List<Scheduled> all;
    private final EntityStateReader states;
    private final EntityStateWriter writer;
    private final CronTimes cron;
    private final ScheduledExecutorService timer;
    private final Clock clock;
    private final EntityWaitList waiting = new EntityWaitList();
    private final Map<EntityKey, Integer> failures = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    public NimScheduler(
            EntityHumus states,
            Humus humus,
            Soil soil,
            List<Nim> nims,
            List<EntityNim<?>> entityNims,
            CronTimes cron,
            ScheduledExecutorService timer,
            Clock clock,
            NodeMetrics instruments) {
        this.all = Stream.concat(
                        nims.stream().flatMap(nim -> schedules(nim.name(), nim)),
                        entityNims.stream().flatMap(nim -> schedules(nim.name(), nim)))
                .toList();
        this.states = new EntityStateReader(NAME, VERSION, states, humus, soil);
        this.writer = new EntityStateWriter(NAME, states, this.states, instruments);
        this.cron = requireNonNull(cron, "cron");
        this.timer = requireNonNull(timer, "timer");
        this.clock = requireNonNull(clock, "clock");
    }

    private static Stream<Scheduled> schedules(Token name, Object nim) {
        return nim instanceof ScheduledNim scheduled
                ? scheduled.schedules().stream().map(schedule -> new Scheduled(name, schedule))
                : Stream.empty();
    }

    /** Begins to look after the schedules; to be called once. */
    public Subscription start() {
        all.forEach(this::check);
        return () -> stopped = true;
    }

    /** What a person has to know; empty when all is well. */
    public List<HealthFinding> problems() {
        return waiting.problems();
    }

    private void check(Scheduled one) {
        if (stopped) {
            return;
        }
        states.forget(one.entity());
        CompletableFuture.completedFuture(one.entity())
                .thenCompose(states::read)
                .thenCompose(state -> dropDue(one, state))
                .handle((state, failure) -> failure == null ? pause(one, state) : pause(one, failure))
                .thenAccept(pause -> checkAfter(pause, one));
    }

    private void checkAfter(Duration pause, Scheduled one) {
        try {
            timer.schedule(() -> check(one), pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException ending) {
            stopped = true;
        }
    }

    private CompletionStage<EntityState> dropDue(Scheduled one, EntityState state) {
        Instant now = clock.instant();
        boolean isNew = !state.value().equals(Optional.of(one.schedule().state()));
        DelayedLeaves due = isNew ? DelayedLeaves.none() : state.delayed().dueAt(now);
        if (due.isEmpty() && !isNew) {
            return CompletableFuture.completedFuture(state);
        }
        EntityChange change = new EntityChange(
                Optional.of(one.schedule().state()), leaves(one, due), Optional.empty(), next(one, now));
        return writer.add(one.entity(), state, change, VERSION, state.applied(), now)
                .thenApply(added -> {
                    LOG.debug("scheduled leaf dropped: nim={} leaves={} next={}", one.nim(), due, added.delayed());
                    return added;
                });
    }

    private static List<Leaf> leaves(Scheduled one, DelayedLeaves due) {
        return due.leaves().stream()
                .map(leaf -> new Leaf(leaf.subject(), leaf.data(), one.nim().value(), leaf.due()))
                .toList();
    }

    private DelayedLeaves next(Scheduled one, Instant now) {
        return next(one.schedule().rule(), now)
                .map(at -> new DelayedLeaf(NEXT, at, one.schedule().subject(), NO_DATA))
                .map(DelayedLeaves.none()::with)
                .orElse(DelayedLeaves.none());
    }

    private Optional<Instant> next(ScheduleRule rule, Instant now) {
        return rule instanceof ScheduleRule.Interval every
                ? Optional.of(every.next(now))
                : cron.next((ScheduleRule.Cron) rule, now);
    }

    private Duration pause(Scheduled one, EntityState state) {
        failures.remove(one.entity());
        waiting.remove(one.entity(), NEXT);
        Instant latest = clock.instant().plus(LONGEST_PAUSE);
        Instant next = state.delayed().firstDue().filter(latest::isAfter).orElse(latest);
        Duration left = Duration.between(clock.instant(), next);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** That another node was faster is no failure. */
    private Duration pause(Scheduled one, Throwable failure) {
        Throwable cause = CompletionFailures.cause(failure);
        if (!(cause instanceof StaleRevisionException) && failures.merge(one.entity(), 1, Integer::sum) > 1) {
            waiting.add(one.entity(), NEXT, "its schedule could not be read or changed: " + cause.getMessage());
        }
        return PAUSE;
    }
}
