package com.nimsforest.node.ports.usecase.entity.due;

import com.nimsforest.node.domain.entity.EntityProvenance;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.SoilEntry;
import com.nimsforest.node.domain.soil.SoilState;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.Soil;
import com.nimsforest.node.ports.driven.Subscription;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * When which entity of a nim expires or drops a delayed leaf, as the soil tells, and whose time has come. What the soil
 * tells may be old: who is given an entity reads its state. Any thread.
 */
public final class EntityDueWatch implements Subscription {
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private record Due(Instant at, EntityKey entity) {
        static final Comparator<Due> ORDER =
                Comparator.comparing(Due::at).thenComparing(due -> due.entity().value());
    }

    private final Token nim;
    private final Clock clock;
    private final ScheduledExecutorService timer;
    private final Map<EntityKey, Due> known = new HashMap<>();
    private final TreeSet<Due> dues = new TreeSet<>(Due.ORDER);
    private Subscription watching = () -> {};
    private boolean closed;

    public EntityDueWatch(Token nim, Clock clock, ScheduledExecutorService timer) {
        this.nim = nim;
        this.clock = clock;
        this.timer = timer;
    }

    /** @param worker is called each second, on the timer's thread, to take the entities whose time has come */
    public EntityDueWatch start(Soil soil, Consumer<EntityDueWatch> worker) {
        watching = soil.watch(">", this::hear);
        again(worker);
        return this;
    }

    private void hear(SoilState state) {
        state.provenance()
                .filter(made -> made.nim().equals(nim) && state instanceof SoilEntry)
                .flatMap(EntityProvenance::due)
                .ifPresentOrElse(at -> put(state.key(), at), () -> remove(state.key()));
    }

    public synchronized void put(EntityKey entity, Instant at) {
        remove(entity);
        Due due = new Due(at, entity);
        known.put(entity, due);
        dues.add(due);
    }

    private synchronized void remove(EntityKey entity) {
        Due before = known.remove(entity);
        if (before != null) {
            dues.remove(before);
        }
    }

    /** Takes out what was due so long ago. */
    public synchronized List<EntityKey> takeDue(Duration ago) {
        Instant until = clock.instant().minus(ago);
        List<EntityKey> taken = new ArrayList<>();
        while (!dues.isEmpty() && !dues.first().at().isAfter(until)) {
            taken.add(dues.first().entity());
            remove(dues.first().entity());
        }
        return taken;
    }

    private void again(Consumer<EntityDueWatch> worker) {
        try {
            timer.schedule(() -> check(worker), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException ending) {
            close();
        }
    }

    private void check(Consumer<EntityDueWatch> worker) {
        if (isOpen()) {
            try {
                worker.accept(this);
            } finally {
                again(worker);
            }
        }
    }

    private synchronized boolean isOpen() {
        return !closed;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        watching.close();
    }
}
