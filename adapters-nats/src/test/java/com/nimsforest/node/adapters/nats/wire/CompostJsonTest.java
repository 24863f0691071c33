package com.nimsforest.node.adapters.nats.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimsforest.node.domain.compost.Compost;
import com.nimsforest.node.domain.compost.CompostAction;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.soil.EntityKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompostJsonTest {
    private static final Instant TIME = Instant.parse("2026-11-23T23:21:36.087802Z");

    @Test
    void theCompostOfAGoNodeIsReadWhateverSlotItNames() {
        Compost compost = read("{\"entity\":\"task-1\",\"action\":\"create\",\"data\":{\"id\":\"task-1\"},"
                + "\"nim\":\"aftersales-nim\",\"ts\":\"2026-11-23T23:21:36.087802Z\",\"slot\":99}");

        assertThat(compost).isEqualTo(compost(CompostAction.CREATE, "{\"id\":\"task-1\"}"));
    }

    @Test
    void whatIsWrittenHasTheNamesThatGoReadsAndSlotZero() {
        Compost compost = compost(CompostAction.UPDATE, "[1.10]");

        String text = new String(CompostJson.write(compost), StandardCharsets.UTF_8);

        assertThat(text)
                .isEqualTo("{\"entity\":\"task-1\",\"action\":\"update\",\"data\":[1.10],\"nim\":\"aftersales-nim\","
                        + "\"ts\":\"2026-11-23T23:21:36.087802000Z\",\"slot\":0}");
    }

    @Test
    void aDeleteCarriesNullAndMayLackData() {
        Compost delete = compost(CompostAction.DELETE, "null");

        assertThat(CompostJson.read(CompostJson.write(delete))).isEqualTo(delete);
        assertThat(read("{\"entity\":\"task-1\",\"action\":\"delete\",\"nim\":\"aftersales-nim\","
                        + "\"ts\":\"2026-11-23T23:21:36.087802Z\"}"))
                .isEqualTo(delete);
    }

    @Test
    void whatADeleteSaysBesidesIsKept() {
        Compost delete = compost(CompostAction.DELETE, "\"no longer wanted\"");

        assertThat(CompostJson.read(CompostJson.write(delete))).isEqualTo(delete);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"entity\":\"task-1\",\"action\":\"merge\",\"data\":1,\"nim\":\"n\",\"ts\":\"2026-11-23T23:21:36Z\"}",
                "{\"entity\":\"task 1\",\"action\":\"create\",\"data\":1,\"nim\":\"n\",\"ts\":\"2026-11-23T23:21:36Z\"}",
                "{\"entity\":\"\",\"action\":\"create\",\"data\":1,\"nim\":\"n\",\"ts\":\"2026-11-23T23:21:36Z\"}",
                "{\"action\":\"create\",\"data\":1,\"nim\":\"n\",\"ts\":\"2026-11-23T23:21:36Z\"}",
                "{\"entity\":\"task-1\",\"data\":1,\"nim\":\"n\",\"ts\":\"2026-11-23T23:21:36Z\"}",
                "{\"entity\":\"task-1\",\"action\":\"create\",\"nim\":\"n\",\"ts\":\"2026-11-23T23:21:36Z\"}",
                "{\"entity\":\"task-1\",\"action\":\"create\",\"data\":1,\"ts\":\"2026-11-23T23:21:36Z\"}",
                "{\"entity\":\"task-1\",\"action\":\"create\",\"data\":1,\"nim\":\"n\"}"
            })
    void whatIsNoCompostIsRefused(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(WireFormatException.class);
    }

    private static Compost compost(CompostAction action, String data) {
        return new Compost(EntityKey.of("task-1"), action, JsonPayload.of(data), "aftersales-nim", TIME);
    }

    private static Compost read(String text) {
        return CompostJson.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
