package com.nimsforest.node.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
import com.nimsforest.node.domain.compost.Compost;
import com.nimsforest.node.domain.compost.CompostAction;
import com.nimsforest.node.domain.compost.HumusEntry;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.HumusSlot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HumusCommandsTest {
    private final FakeForestCommandLine line = new FakeForestCommandLine();

    @Test
    void theLastChangesAreListedOldestFirst() {
        add(1, CompostAction.CREATE, "{\"a\":1}");
        add(2, CompostAction.UPDATE, "{\"a\":\n2}");
        add(3, CompostAction.DELETE, "null");

        int exitCode = line.type("humus", "ls", "-n", "2");

        assertThat(exitCode).isEqualTo(ProcessExitCodes.DONE);
        assertThat(line.out())
                .isEqualToNormalizingNewlines("2 2026-11-24T08:00:00Z owl update task-1 {\"a\": 2}\n"
                        + "3 2026-11-24T08:00:00Z owl delete task-1 null\n");
    }

    @Test
    void theListIsJsonForPrograms() {
        add(1, CompostAction.CREATE, "{\"a\":1.0}");

        line.type("humus", "ls", "-o", "json");

        assertThat(line.out().replaceAll("\\s", ""))
                .isEqualTo("{\"entries\":[{\"slot\":\"4:1\",\"seq\":1,\"entity\":\"task-1\",\"action\":\"create\","
                        + "\"nim\":\"owl\",\"time\":\"2026-11-24T08:00:00Z\",\"data\":{\"a\":1.0}}]}");
    }

    @Test
    void aSenselessNumberIsWrongUsage() {
        assertThat(line.type("humus", "ls", "-n", "0")).isEqualTo(ProcessExitCodes.USAGE);
        assertThat(line.type("humus", "ls", "-n", "many")).isEqualTo(ProcessExitCodes.USAGE);
        assertThat(line.err()).hasLineCount(2);
    }

    @Test
    void tailShowsChangesUntilItsReaderGoesAway() {
        add(1, CompostAction.CREATE, "1");
        add(2, CompostAction.CREATE, "2");
        line.readAtMost(1);

        int exitCode = line.type("humus", "tail", "-o", "json");

        assertThat(exitCode).isEqualTo(ProcessExitCodes.DONE);
        assertThat(line.out()).contains("\"seq\":1").hasLineCount(1);
    }

    private void add(long sequence, CompostAction action, String data) {
        Compost compost =
                new Compost(EntityKey.of("task-1"), action, JsonPayload.of(data), "owl", FakeForestCommandLine.NOW);
        line.forest.humus.add(new HumusEntry(new HumusSlot(4, sequence), compost));
    }
}
