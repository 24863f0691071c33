package com.nimsforest.node.bootstrap.command.look;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.status.ForestStatus;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class NagiosStatusLineTest {
    private final StringWriter out = new StringWriter();

    @Test
    void aHealthyForestIsOk() {
        assertThat(line(StatusSamples.healthy())).isZero();
        assertThat(out)
                .hasToString("NIMSFOREST OK - connected to nats-1, 3 of 3 machines, R3"
                        + "|machines=3;3:;2:;0;3 nodes=3;;;0 pending=5;;;0 redelivered=1;;;0 oldest=90s;;;0"
                        + " dead_letters=0;;;0\n");
    }

    @Test
    void aDegradedForestIsAWarning() {
        assertThat(line(StatusSamples.degraded())).isEqualTo(1);
        assertThat(out.toString())
                .startsWith("NIMSFOREST WARNING - connected to nats-1, 2 of 3 machines, R3")
                .contains("|machines=2;3:;2:;0;3 nodes=2")
                .hasLineCount(1);
    }

    @Test
    void aForestThatTakesNothingIsCritical() {
        assertThat(line(StatusSamples.stopped())).isEqualTo(2);
        assertThat(out.toString()).startsWith("NIMSFOREST CRITICAL - ").contains("no quorum");
    }

    @Test
    void whatWouldEndTheTextForNagiosIsReplaced() {
        assertThat(NagiosStatusLine.plain("a|b\nc")).isEqualTo("a/b c");
    }

    private int line(ForestStatus status) {
        return NagiosStatusLine.print(status, StatusSamples.NOW, new PrintWriter(out));
    }
}
