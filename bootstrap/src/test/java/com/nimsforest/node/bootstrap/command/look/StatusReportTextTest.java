package com.nimsforest.node.bootstrap.command.look;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.status.ForestStatus;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusReportTextTest {
    private static final int COLUMNS = 80;

    @Test
    void aHealthyForestIsReportedWithoutARemark() {
        assertThat(text(StatusSamples.healthy(), false)).isEqualTo("""
                        UP  connected to nats-1, 3 of 3 machines, R3
                        forest: 3 of 3, one may be lost; JetStream leader: nats-2

                        MACHINE        STATE       SERVER  UPTIME  MEMORY  STORED        ROUTES  RTT
                        nats-1 (this)  up          2.15.3  3h 10m  21 MB   3.2 MB/10 GB  2       0.42 ms
                        nats-2         up, leader  2.15.3  3h 10m  21 MB   3.2 MB/10 GB  2       0.42 ms
                        nats-3         up          2.15.3  3h 10m  21 MB   3.2 MB/10 GB  2       0.42 ms

                        STREAM  LEADER  CURRENT  MESSAGES  REPLICAS
                        RIVER   nats-2  3 of 3   12        nats-2, nats-1, nats-3
                        HUMUS   nats-2  3 of 3   12        nats-2, nats-1, nats-3

                        CONSUMER  STREAM  PENDING  ACK PENDING  REDELIVERED  OLDEST  STATE
                        trees     RIVER   5        2            1            1 min   ok
                        soil      HUMUS   0        0            0            -       ok

                        NODE    HEALTH  READY  VERSION  SERVER  LAST REPORT
                        nats-1  UP      yes    0.1.0    nats-1  1 s ago
                        nats-2  UP      yes    0.1.0    nats-2  1 s ago
                        nats-3  UP      yes    0.1.0    nats-3  1 s ago
                        """);
    }

    @Test
    void whatIsWrongIsLastWithWhatToDo() {
        List<String> lines = text(StatusSamples.degraded(), false).lines().toList();

        assertThat(lines.get(0)).startsWith("DEGRADED  connected to nats-1, 2 of 3 machines, R3");
        assertThat(lines).contains("forest: 2 of 3, one more loss stops writes; JetStream leader: nats-2");
        assertThat(lines).anyMatch(line -> line.startsWith("nats-3         MISSING     -"));
        assertThat(lines)
                .anyMatch(line -> line.startsWith("RIVER ") && line.endsWith("nats-2, nats-1, nats-3 OFFLINE"));
        assertThat(lines).anyMatch(line -> line.startsWith("trees ") && line.endsWith("STALLED"));
        assertThat(lines).contains("dead letters: 4; see 'nimsforest deadletter ls'");
        assertThat(lines)
                .containsSubsequence(
                        "DEGRADED cluster: 2 of 3 machines, missing: nats-3",
                        "    for 1 s, seen by nats-1",
                        "    start the missing machines, or mend the network",
                        "    docs/RUNBOOK.md#machine-missing");
    }

    @Test
    void aForestThatTakesNothingIsDown() {
        String text = text(StatusSamples.stopped(), false);

        assertThat(text)
                .startsWith("DOWN  ")
                .contains("1 of 3, writes stopped until one more is there; JetStream leader: none")
                .contains("docs/RUNBOOK.md#no-quorum");
    }

    @Test
    void certificatesAreShownWhereThereAreAny() {
        String text = text(StatusSamples.withCertificates(StatusSamples.NOW.plus(Duration.ofDays(12))), false);
        String ended = text(StatusSamples.withCertificates(StatusSamples.NOW.minusSeconds(1)), false);

        assertThat(text).contains("CERTIFICATE").contains("for 12 d");
        assertThat(ended).contains("EXPIRED");
    }

    @Test
    void itFitsATerminalOfEightyColumns() {
        assertThat(text(StatusSamples.healthy(), false).lines()).allMatch(line -> line.length() <= COLUMNS);
    }

    @Test
    void coloursMarkTheVerdictAndTheRowsThatAreWrong() {
        String text = text(StatusSamples.degraded(), true);

        assertThat(text).startsWith("\u001b[33mDEGRADED\u001b[39m");
        assertThat(text.lines().filter(line -> line.contains("MISSING")))
                .singleElement()
                .satisfies(line -> assertThat(line).startsWith("\u001b[31m").endsWith("\u001b[39m"));
        assertThat(text(StatusSamples.healthy(), false)).doesNotContain("\u001b");
    }

    private static String text(ForestStatus status, boolean colourful) {
        StringWriter out = new StringWriter();
        StatusReportText.print(status, StatusSamples.NOW, new PrintWriter(out), colourful);
        return out.toString();
    }
}
