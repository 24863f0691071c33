package com.nimsforest.node.bootstrap.lab.drill;

import com.nimsforest.node.bootstrap.lab.drill.DrillHistory.Line;
import com.nimsforest.node.bootstrap.lab.drill.DrillHistory.What;
import com.nimsforest.node.domain.compost.HumusEntry;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.HumusSlot;
import com.nimsforest.node.ports.driven.Humus;
import com.nimsforest.node.ports.driven.Soil;
import com.nimsforest.node.ports.driven.Subscription;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the demo's customer nim made of the payments of one run, by the changes of its state in the humus: each counted once
 * (I8), and in their order (I9). Any thread.
 */
final class CustomerCountCheck implements AutoCloseable {
    private static final Pattern LAST_EVENT = Pattern.compile("\"last_event_id\":\"evt_[^\"]*_(\\d+)\"");
    private static final Pattern COMPLETED = Pattern.compile("\"completed\":(\\d+)");

    private final Soil soil;
    private final EntityKey customer;
    /** The payment that each change counted. */
    private final Map<HumusSlot, Long> changes = new ConcurrentSkipListMap<>();

    private final Subscription tail;

    /** Starts to read the tail of the humus. */
    CustomerCountCheck(Soil soil, Humus humus, String run) {
        this.soil = soil;
        this.customer = EntityKey.of("customer-" + run);
        this.tail = humus.tail(this::record);
    }

    private void record(HumusEntry entry) {
        Matcher last = LAST_EVENT.matcher(entry.compost().data().text());
        if (entry.compost().entity().equals(customer) && last.find()) {
            changes.put(entry.slot(), Long.valueOf(last.group(1)));
        }
    }

    boolean hasCounted(Set<Long> payments) {
        return new HashSet<>(changes.values()).containsAll(payments) && inSoil() == changes.size();
    }

    /** What the soil has counted by now; fails as {@link Soil#dig}. */
    private long inSoil() {
        return soil.dig(customer)
                .map(entry -> COMPLETED.matcher(entry.value().text()))
                .filter(Matcher::find)
                .map(found -> Long.parseLong(found.group(1)))
                .orElse(0L);
    }

    /** The invariants that do not hold, in words. */
    List<String> broken(List<Line> history) {
        List<Long> counted = List.copyOf(changes.values());
        List<String> broken = new ArrayList<>();
        Set<Long> missing = new TreeSet<>(DrillResult.numbers(history, What.ACKNOWLEDGED));
        counted.forEach(missing::remove);
        Set<Long> once = new HashSet<>();
        add(broken, "I8: never counted", List.copyOf(missing));
        add(
                broken,
                "I8: counted twice",
                counted.stream().filter(number -> !once.add(number)).toList());
        add(broken, "I9: counted out of order", new EffectOrderCheck(history).outOfOrder(counted));
        if (inSoil() != counted.size()) {
            broken.add("I8: the soil has counted " + inSoil() + " of " + counted.size());
        }
        return broken;
    }

    private static void add(List<String> broken, String what, List<Long> payments) {
        if (!payments.isEmpty()) {
            broken.add(
                    what + ": " + payments.size() + ", such as " + payments.subList(0, Math.min(5, payments.size())));
        }
    }

    @Override
    public void close() {
        tail.close();
    }
}
