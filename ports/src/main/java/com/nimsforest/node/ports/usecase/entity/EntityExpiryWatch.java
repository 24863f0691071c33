package com.nimsforest.node.ports.usecase.entity;

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
 * When which entity of a nim expires, as the soil tells, and whose time has come. What the soil tells may be old: who is
 * given an entity reads its state. Any thread.
 */
final class EntityExpiryWatch implements Subscription {
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

    EntityExpiryWatch(Token nim, Clock clock, ScheduledExecutorService timer) {
        this.nim = nim;
        this.clock = clock;
        this.timer = timer;
    }

    /** @param expiry is given the entities whose time has come, on the timer's thread */
    EntityExpiryWatch start(Soil soil, Consumer<EntityExpiryWatch> expiry) {
        watching = soil.watch(">", this::hear);
        again(expiry);
        return this;
    }

    private void hear(SoilState state) {
        state.provenance()
                .filter(made -> made.nim().equals(nim) && state instanceof SoilEntry)
                .flatMap(EntityProvenance::expires)
                .ifPresentOrElse(at -> put(state.key(), at), () -> remove(state.key()));
    }

    synchronized void put(EntityKey entity, Instant at) {
        remove(entity);
        Due due = new Due(at, entity);
        known.put(entity, due);
        dues.add(due);
    }

    synchronized void remove(EntityKey entity) {
        Due before = known.remove(entity);
        if (before != null) {
            dues.remove(before);
        }
    }

    /** Takes out what expired so long ago. */
    synchronized List<EntityKey> takeExpired(Duration ago) {
        Instant until = clock.instant().minus(ago);
        List<EntityKey> taken = new ArrayList<>();
        while (!dues.isEmpty() && !dues.first().at().isAfter(until)) {
            taken.add(dues.first().entity());
            remove(dues.first().entity());
        }
        return taken;
    }

    private void again(Consumer<EntityExpiryWatch> expiry) {
        try {
            timer.schedule(() -> check(expiry), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException ending) {
            close();
        }
    }

    private void check(Consumer<EntityExpiryWatch> expiry) {
        if (isOpen()) {
            try {
                expiry.accept(this);
            } finally {
                again(expiry);
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
