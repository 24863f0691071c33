package com.nimsforest.node.ports.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.HumusSlot;
import com.nimsforest.node.domain.soil.Revision;
import com.nimsforest.node.domain.soil.SoilChange;
import com.nimsforest.node.domain.soil.SoilEntry;
import com.nimsforest.node.domain.soil.SoilState;
import com.nimsforest.node.ports.driven.Soil;
import com.nimsforest.node.ports.driven.Subscription;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What every {@link Soil} holds to towards those who watch it. */
public interface SoilWatchContract extends ForestContract {
    Soil soil();

    default EntityKey key() {
        return EntityKey.of(UniqueNames.mark());
    }

    default Revision put(EntityKey key, String json, Revision expected, long slot) {
        return patience()
                .of(soil().bury(new SoilChange.Put(key, JsonPayload.of(json), expected, new HumusSlot(1, slot))));
    }

    default Revision remove(EntityKey key, Revision expected, long slot) {
        return patience().of(soil().bury(new SoilChange.Remove(key, expected, new HumusSlot(1, slot))));
    }

    @Test
    default void aWatchHearsWhatIsThereAndThenEachChangeInOrder() {
        String mark = UniqueNames.mark();
        EntityKey key = EntityKey.of(mark + ".a");
        Revision first = put(key, "1", Revision.none(), 1);
        SoilState there = patience().of(soil().survey(key));
        List<SoilState> heard = new CopyOnWriteArrayList<>();

        try (Subscription watching = soil().watch(mark + ".>", heard::add)) {
            patience().until(() -> assertThat(heard).containsExactly(there));
            Revision second = put(key, "2", first, 2);
            SoilState changed = patience().of(soil().survey(key));
            remove(key, second, 3);
            SoilState removed = patience().of(soil().survey(key));

            patience().until(() -> assertThat(heard).containsExactly(there, changed, removed));
        }
    }

    @Test
    default void aWatchHearsOnlyWhatItsPatternMatches() {
        String mark = UniqueNames.mark();
        List<SoilState> one = new CopyOnWriteArrayList<>();
        List<SoilState> some = new CopyOnWriteArrayList<>();
        List<SoilState> all = new CopyOnWriteArrayList<>();

        try (Subscription watchingOne = soil().watch(mark + ".a", one::add);
                Subscription watchingSome = soil().watch(mark + ".*", some::add);
                Subscription watchingAll = soil().watch(">", all::add)) {
            List.of(".a", ".b", ".b.c", "-last").forEach(end -> put(EntityKey.of(mark + end), "1", Revision.none(), 1));

            patience().until(() -> assertThat(keysOf(mark, all)).hasSize(4));
            patience().until(() -> assertThat(keysOf(mark, some)).containsExactly(mark + ".a", mark + ".b"));
            patience().until(() -> assertThat(keysOf(mark, one)).containsExactly(mark + ".a"));
        }
    }

    private static List<String> keysOf(String mark, List<SoilState> states) {
        return states.stream()
                .map(state -> state.key().value())
                .filter(key -> key.startsWith(mark))
                .toList();
    }

    @Test
    default void aWatchThatBeginsAfterARemovalHearsOfNoEntry() {
        EntityKey key = key();
        remove(key, put(key, "1", Revision.none(), 1), 2);
        List<SoilState> heard = new CopyOnWriteArrayList<>();

        try (Subscription watching = soil().watch(key.value(), heard::add)) {
            patience()
                    .stillAfterAWhile(() -> assertThat(heard)
                            .filteredOn(SoilEntry.class::isInstance)
                            .isEmpty());
        }
    }

    @Test
    default void aClosedWatchHearsNoMore() {
        EntityKey key = key();
        List<SoilState> closed = new CopyOnWriteArrayList<>();
        List<SoilState> open = new CopyOnWriteArrayList<>();
        Subscription closing = soil().watch(key.value(), closed::add);

        try (Subscription watching = soil().watch(key.value(), open::add)) {
            closing.close();
            closing.close();
            put(key, "1", Revision.none(), 1);
            patience().until(() -> assertThat(open).hasSize(1));
        }

        assertThat(closed).isEmpty();
    }

    @Test
    default void aWatchSurvivesALostConnection() {
        EntityKey key = key();
        Revision first = put(key, "1", Revision.none(), 1);
        List<SoilState> heard = new CopyOnWriteArrayList<>();

        try (Subscription watching = soil().watch(key.value(), heard::add)) {
            patience().until(() -> assertThat(heard).isNotEmpty());
            disconnect();
            restore();
            patience().until(() -> put(key, "2", first, 2));
            SoilState changed = patience().of(soil().survey(key));

            patience().until(() -> assertThat(heard).contains(changed));
        }
    }
}
