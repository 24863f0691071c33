package com.nimsforest.node.bootstrap.lab.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimsforest.node.bootstrap.lab.drill.DrillHistory.What;
import com.nimsforest.node.bootstrap.lab.drill.EventLoadGenerator.Pace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLoadGeneratorTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Map<Long, Set<String>> ids = new ConcurrentHashMap<>();

    @TempDir
    private Path folder;

    @Test
    void anEventIsRepeatedUnderItsIdUntilItIsStored() throws InterruptedException {
        try (DrillHistory history = write(new Pace(2, Duration.ofMillis(1), false), this::storesAtTheThirdNode)) {
            assertThat(DrillResult.numbers(history.read(), What.ACKNOWLEDGED))
                    .isEqualTo(DrillResult.numbers(history.read(), What.SENT));
            assertThat(history.read()).anyMatch(line -> line.what() == What.UNANSWERED);
            assertThat(ids.values()).allSatisfy(each -> assertThat(each).hasSize(1));
        }
    }

    @Test
    void theMistakeOfNewIdsIsMade() throws InterruptedException {
        try (DrillHistory history = write(new Pace(2, Duration.ofMillis(1), true), this::storesAtTheThirdNode)) {
            assertThat(history.read()).anyMatch(line -> line.what() == What.UNANSWERED);
            assertThat(ids.values()).anySatisfy(each -> assertThat(each).hasSizeGreaterThan(1));
        }
    }

    private boolean storesAtTheThirdNode(String node, long number, String id) {
        ids.computeIfAbsent(number, any -> ConcurrentHashMap.newKeySet()).add(id);
        return node.equals("third");
    }

    private DrillHistory write(Pace pace, Answer answer) throws InterruptedException {
        DrillHistory history = DrillHistory.create(folder.resolve("history"));
        List<EventSender> senders = List.of(sender("first", answer), sender("second", answer), sender("third", answer));
        try (EventLoadGenerator load = EventLoadGenerator.start(senders, history, "run", pace)) {
            await().until(() -> load.started() > 6);
            load.stop(LONG);
        }
        return history;
    }

    private interface Answer {
        boolean to(String node, long number, String id);
    }

    private static EventSender sender(String name, Answer answer) {
        return new EventSender() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public boolean send(long number, String id) {
                return answer.to(name, number, id);
            }
        };
    }
}
