package com.nimsforest.node.adapters.nats.backup;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimsforest.node.ports.failure.RejectedInputException;
import io.nats.client.api.ServerInfo;
import org.junit.jupiter.api.Test;

class ServerVersionRangeTest {
    @Test
    void snapshotsOfNewServersAreRefusedByOlderOnesAndNotTheOtherWayRound() {
        assertThatThrownBy(() -> ServerVersionRange.requireReadable("2.15.3", server("2.11.0")))
                .isInstanceOf(RejectedInputException.class)
                .hasMessage(
                        "the backup was made by nats-server 2.15.3, whose snapshots servers before 2.15 cannot read;"
                                + " here is 2.11.0: upgrade it first");
        assertThatCode(() -> ServerVersionRange.requireReadable("2.11.0", server("2.15.3")))
                .doesNotThrowAnyException();
        assertThatCode(() -> ServerVersionRange.requireReadable("2.15.3", server("2.15.0")))
                .doesNotThrowAnyException();
        assertThatCode(() -> ServerVersionRange.requireReadable("2.14.9", server("2.11.0")))
                .doesNotThrowAnyException();
    }

    private static ServerInfo server(String version) {
        return new ServerInfo("INFO {\"server_id\":\"A\",\"version\":\"" + version + "\",\"max_payload\":1}");
    }
}
