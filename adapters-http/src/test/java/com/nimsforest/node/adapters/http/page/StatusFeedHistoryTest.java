package com.nimsforest.node.adapters.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.adapters.http.SampleForestStatuses;
import com.nimsforest.node.domain.status.ForestStatus;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusFeedHistoryTest {
    private final StatusFeedHistory memory = new StatusFeedHistory();

    private void refresh(ForestStatus... statuses) {
        for (ForestStatus status : statuses) {
            memory.take(status, Map.of());
        }
    }

    private String changes() {
        return new String(memory.changesEvent(), StandardCharsets.UTF_8);
    }

    @Test
    void whatLastsIsAChange() {
        refresh(SampleForestStatuses.healthy(), SampleForestStatuses.degraded(), SampleForestStatuses.degraded());
        assertThat(memory.changesSoFar()).isZero();

        refresh(SampleForestStatuses.degraded());

        assertThat(changes()).contains("nats-3 is missing");
    }

    @Test
    void whatIsOverInAMomentIsNone() {
        for (int i = 0; i < 20; i++) {
            refresh(SampleForestStatuses.healthy(), SampleForestStatuses.degraded(), SampleForestStatuses.degraded());
        }

        assertThat(memory.changesSoFar()).isZero();
    }

    @Test
    void whatNeverSettlesIsReportedAllTheSame() {
        refresh(SampleForestStatuses.healthy());
        for (int i = 0; i < 4; i++) {
            refresh(SampleForestStatuses.degraded(), SampleForestStatuses.disconnected());
        }

        assertThat(memory.changesSoFar()).isPositive();
    }
}
