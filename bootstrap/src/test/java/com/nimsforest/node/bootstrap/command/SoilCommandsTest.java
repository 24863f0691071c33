package com.nimsforest.node.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.HumusSlot;
import com.nimsforest.node.domain.soil.Revision;
import com.nimsforest.node.domain.soil.SoilEntry;
import com.nimsforest.node.domain.soil.SoilState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SoilCommandsTest {
    private final FakeForestCommandLine line = new FakeForestCommandLine();

    @BeforeEach
    void plant() {
        plant("task-1", "{\"amount\":1.10,\n \"big\":12345678901234567890}");
        plant("shop.a.stock", "3");
        plant("shop.b.stock", "4");
    }

    @Test
    void aValueIsShownAsItStands() {
        int exitCode = line.type("soil", "get", "task-1");

        assertThat(exitCode).isEqualTo(ProcessExitCodes.DONE);
        assertThat(line.out()).isEqualToNormalizingNewlines("{\"amount\":1.10,\n \"big\":12345678901234567890}\n");
    }

    @Test
    void aValueIsInlineInJsonWithEveryDigit() {
        line.type("soil", "get", "task-1", "-o", "json");

        assertThat(line.out().replaceAll("\\s", ""))
                .isEqualTo("{\"key\":\"task-1\",\"revision\":5,\"source\":\"1:9\",\"time\":\"2026-11-24T08:00:00Z\","
                        + "\"removed\":false,\"value\":{\"amount\":1.10,\"big\":12345678901234567890}}");
    }

    @Test
    void aMissingEntryIsAFailureInOneLine() {
        int exitCode = line.type("soil", "get", "nobody");

        assertThat(exitCode).isEqualTo(ProcessExitCodes.FAILED);
        assertThat(line.out()).isEmpty();
        assertThat(line.err()).isEqualToNormalizingNewlines("nimsforest soil get: the soil has no entry nobody\n");
    }

    @Test
    void anImpossibleKeyIsWrongUsage() {
        assertThat(line.type("soil", "get", "a b")).isEqualTo(ProcessExitCodes.USAGE);
        assertThat(line.type("soil", "get")).isEqualTo(ProcessExitCodes.USAGE);
        assertThat(line.opened).isZero();
    }

    @Test
    void keysAreListedOneALine() {
        line.type("soil", "ls");

        assertThat(line.out()).isEqualToNormalizingNewlines("shop.a.stock\nshop.b.stock\ntask-1\n");
    }

    @Test
    void aPatternChoosesKeys() {
        line.type("soil", "ls", "shop.*.stock", "-o", "json");

        assertThat(line.out().replaceAll("\\s", "")).isEqualTo("{\"keys\":[\"shop.a.stock\",\"shop.b.stock\"]}");
    }

    @Test
    void anEmptyListIsNoFailure() {
        assertThat(line.type("soil", "ls", "none.>")).isEqualTo(ProcessExitCodes.DONE);
        assertThat(line.out()).isEmpty();
    }

    @Test
    void watchShowsEachChangeUntilItsReaderGoesAway() {
        line.forest.changes.addAll(line.forest.soil.values());
        line.forest.changes.add(new SoilState.Bare(EntityKey.of("task-1"), Revision.of(6), new HumusSlot(1, 10)));
        line.forest.changes.add(line.forest.soil.get("task-1"));
        line.readAtMost(90);

        int exitCode = line.type("soil", "watch");

        assertThat(exitCode).isEqualTo(ProcessExitCodes.DONE);
        assertThat(line.out().lines())
                .containsExactly(
                        "shop.a.stock 5 3",
                        "shop.b.stock 5 4",
                        "task-1 5 {\"amount\":1.10, \"big\":12345678901234567890}",
                        "task-1 6 removed");
        assertThat(line.err()).isEmpty();
        assertThat(line.forest.closed).isEqualTo(2);
    }

    @Test
    void watchIsJsonLinesForPrograms() {
        line.forest.changes.add(new SoilState.Bare(EntityKey.of("task-1"), Revision.of(6), new HumusSlot(1, 10)));
        line.forest.changes.add(line.forest.soil.get("shop.a.stock"));
        line.readAtMost(1);

        line.type("soil", "watch", "task-1", "-o", "json");

        assertThat(line.out().lines())
                .containsExactly("{\"key\":\"task-1\",\"revision\":6,\"source\":\"1:10\",\"removed\":true}");
    }

    private void plant(String key, String value) {
        line.forest.soil.put(
                key,
                new SoilEntry(
                        EntityKey.of(key),
                        JsonPayload.of(value),
                        Revision.of(5),
                        new HumusSlot(1, 9),
                        FakeForestCommandLine.NOW));
    }
}
