package com.nimsforest.node.bootstrap.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimsforest.node.domain.health.ProblemKind;
import com.nimsforest.node.ports.fakes.MutableClock;
import com.nimsforest.node.ports.usecase.plugin.PluginCallJournal.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashJournalTest {
    private static final String NIM = "nim billing";

    @TempDir
    Path folder;

    private final MutableClock clock = MutableClock.standing();

    @Test
    void aCallThatReturnedIsForgotten() throws IOException {
        try (CrashJournal journal = open()) {
            journal.begin(NIM, "m1").close();
        }

        try (CrashJournal journal = open()) {
            assertThat(journal.crashes(NIM, "m1")).isZero();
            assertThat(journal.problems()).isEmpty();
        }
    }

    @Test
    void aCallThatWasUnderWayWhenTheProcessEndedIsCountedEachTime() throws IOException {
        for (int times = 1; times <= 3; times++) {
            try (CrashJournal journal = open()) {
                assertThat(journal.crashes(NIM, "m1")).isEqualTo(times - 1);
                journal.begin(NIM, "m1");
                journal.begin(NIM, "m1");
                journal.begin(NIM, "done").close();
            }
        }

        try (CrashJournal journal = open()) {
            assertThat(journal.crashes(NIM, "m1")).isEqualTo(3);
            assertThat(journal.crashes("tree billing", "m1")).isZero();
            assertThat(journal.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.kind()).isEqualTo(ProblemKind.HANDLER_ENDED_PROCESS);
                assertThat(problem.names()).isEqualTo(NIM);
                assertThat(problem.reason()).contains("3 times").contains("m1");
            });
            journal.forget(NIM, "m1");
            assertThat(journal.crashes(NIM, "m1")).isZero();
        }
    }

    @Test
    void oneThatReturnsAfterAllStartsOver() throws IOException {
        try (CrashJournal journal = open()) {
            journal.begin(NIM, "m1");
        }

        try (CrashJournal journal = open()) {
            assertThat(journal.crashes(NIM, "m1")).isEqualTo(1);
            journal.begin(NIM, "m1").close();
            assertThat(journal.crashes(NIM, "m1")).isZero();
        }
        try (CrashJournal journal = open()) {
            assertThat(journal.crashes(NIM, "m1")).isZero();
        }
    }

    @Test
    void whatWasWorkedOnElsewhereIsForgottenAfterAWhile() throws IOException {
        try (CrashJournal journal = open()) {
            journal.begin(NIM, "m1");
        }
        open().close();
        clock.advance(Duration.ofMinutes(20));

        try (CrashJournal journal = open()) {
            assertThat(journal.crashes(NIM, "m1")).isZero();
        }
    }

    @Test
    void moreCallsThanThereArePlacesAreRunAllTheSame() throws IOException {
        try (CrashJournal journal = open()) {
            Entry[] entries = IntStream.range(0, 1000)
                    .mapToObj(n -> journal.begin(NIM, "x".repeat(2000) + n))
                    .toArray(Entry[]::new);
            for (Entry entry : entries) {
                entry.close();
                entry.close();
            }
            journal.begin(NIM, "last");
        }

        try (CrashJournal journal = open()) {
            assertThat(journal.crashes(NIM, "last")).isEqualTo(1);
        }
    }

    @Test
    void aFileOfGarbageIsAnEmptyJournal() throws IOException {
        byte[] garbage = new byte[400_000];
        java.util.Arrays.fill(garbage, (byte) 1);
        Files.write(folder.resolve("plugin-calls"), garbage);

        try (CrashJournal journal = open()) {
            assertThat(journal.problems()).isEmpty();
        }
    }

    @Test
    void twoProcessesDoNotShareAJournal() throws IOException {
        try (CrashJournal journal = open()) {
            assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("used by another");
            assertThat(journal.problems()).isEmpty();
        }
    }

    private CrashJournal open() throws IOException {
        return CrashJournal.open(folder, clock);
    }
}
