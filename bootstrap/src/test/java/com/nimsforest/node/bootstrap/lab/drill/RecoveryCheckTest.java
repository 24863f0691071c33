package com.nimsforest.node.bootstrap.lab.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.bootstrap.lab.dev.DevNodeLayout;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RecoveryCheckTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Instant SENT = Instant.parse("2026-11-26T03:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(SENT);
    private final AtomicReference<JsonNode> answer = new AtomicReference<>(JSON.createObjectNode());
    private final RecoveryCheck recovery = new RecoveryCheck(
            List.of(new DevNodeLayout(1, Path.of("node-1"), 4222, 6222, 8222, 8080)),
            location -> answer.get(),
            now::get);

    @Test
    void aNodeThatDoesNotAnswerIsNotReady() {
        assertThat(recovery.missing()).contains("node-1 is not ready");
    }

    @Test
    void aStatusFromBeforeTheStartDoesNotCount() {
        now.set(SENT.plusMillis(999));
        seen(1000, 3, 3);

        assertThat(recovery.missing()).contains("node-1 has no recent status");
    }

    @Test
    void copiesThatCaughtUpOneAfterAnotherAreEnough() {
        now.set(SENT.plusSeconds(2));
        seen(1000, 3, 2);
        assertThat(recovery.missing()).contains("a replica of HUMUS is behind");

        seen(1000, 2, 2);
        assertThat(recovery.missing()).contains("a replica of HUMUS is behind");

        seen(1000, 2, 3);
        assertThat(recovery.missing()).isEmpty();
    }

    private void seen(long ageMs, int currentRiver, int currentHumus) {
        answer.set(JSON.readTree("""
                {"ready": true, "ageMs": %d, "components": {
                  "cluster": {"details": {"connected": []}},
                  "jetstream": {"details": {"streams": [
                    {"name": "RIVER", "current": %d, "desired": 3}, {"name": "HUMUS", "current": %d, "desired": 3}]}}}}""".formatted(ageMs, currentRiver, currentHumus)));
    }
}
