package com.nimsforest.node.adapters.nats.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PullRequestLimitsTest {
    @Test
    void eachLimitThatAServerNamesIsObeyed() {
        assertThat(PullRequestLimits.none().loweredBy("409 Exceeded MaxRequestBatch of 10"))
                .hasValueSatisfying(limits -> assertThat(limits.batch(512)).isEqualTo(10));
        assertThat(PullRequestLimits.none().loweredBy("409 Exceeded MaxRequestExpires of 1m30.5s"))
                .hasValueSatisfying(limits ->
                        assertThat(limits.expires(Duration.ofHours(1))).isEqualTo(Duration.ofMillis(90_500)));
        assertThat(PullRequestLimits.none().loweredBy("409 Exceeded MaxRequestMaxBytes of 1024"))
                .hasValueSatisfying(limits -> assertThat(limits.bytes(4096)).isEqualTo(1024));
    }

    @Test
    void anotherRefusalAndOneOfWhatIsObeyedAlreadyNameNoLimit() {
        PullRequestLimits ten = new PullRequestLimits(10, Duration.ZERO, 0);

        assertThat(ten.loweredBy("409 Consumer Deleted")).isEmpty();
        assertThat(ten.loweredBy("409 Exceeded MaxRequestBatch of 10")).isEmpty();
    }
}
