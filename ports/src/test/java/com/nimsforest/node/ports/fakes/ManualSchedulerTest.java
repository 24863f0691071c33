package com.nimsforest.node.ports.fakes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ManualSchedulerTest {
    private final List<String> ran = new ArrayList<>();

    @Test
    void tasksOfOneMomentRunInTheOrderOfTheirComing() {
        ManualScheduler scheduler = new ManualScheduler(MutableClock.standing());

        scheduler.execute(() -> ran.add("first"));
        scheduler.execute(() -> ran.add("second"));
        scheduler.runDue();

        assertThat(ran).containsExactly("first", "second");
    }

    @Test
    void tasksOfOneMomentRunInTheOrderOfTheirRanks() {
        ManualScheduler scheduler = new ManualScheduler(MutableClock.standing(), new AtomicLong()::decrementAndGet);

        scheduler.execute(() -> ran.add("first"));
        scheduler.execute(() -> ran.add("second"));
        scheduler.runDue();

        assertThat(ran).containsExactly("second", "first");
    }
}
