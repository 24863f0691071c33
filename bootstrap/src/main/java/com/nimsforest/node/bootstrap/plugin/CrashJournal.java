package com.nimsforest.node.bootstrap.plugin;

import com.nimsforest.node.domain.health.HealthFact;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.ProblemKind;
import com.nimsforest.node.domain.wording.CountedNoun;
import com.nimsforest.node.ports.usecase.plugin.PluginCallJournal;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the calls that are under way in a file that is mapped into memory: it costs no system call, and is whole after the
 * process was killed, though not after the machine was. What is found in it at the next start was under way when the
 * process ended. Any thread.
 */
public final class CrashJournal implements PluginCallJournal, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CrashJournal.class);
    private static final String FILE = "plugin-calls";
    private static final int SLOTS = 256;
    /** A message that did not come again in this time was worked on elsewhere. */
    private static final Duration REMEMBERED = Duration.ofMinutes(15);

    private final FileChannel channel;
    private final MappedByteBuffer map;
    private final Clock clock;
    private final Deque<Integer> free = new ArrayDeque<>();
    private final BitSet running = new BitSet(SLOTS);
    private final Map<PluginCallKey, Suspect> suspects = new ConcurrentHashMap<>();

    private record Suspect(int slot, int crashes, Instant at) {}

    private CrashJournal(FileChannel channel, MappedByteBuffer map, Clock clock) {
        this.channel = channel;
        this.map = map;
        this.clock = clock;
    }

    /** Opens the journal of this folder; fails when it cannot be written, or is that of another process that runs. */
    public static CrashJournal open(Path folder, Clock clock) throws IOException {
        FileChannel channel = FileChannel.open(
                folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            lock(channel);
            long size = (long) SLOTS * JournalSlot.BYTES;
            CrashJournal journal =
                    new CrashJournal(channel, channel.map(FileChannel.MapMode.READ_WRITE, 0, size), clock);
            journal.load();
            return journal;
        } catch (IOException | OverlappingFileLockException failure) {
            channel.close();
            throw failure instanceof IOException known ? known : new IOException("is used by another node", failure);
        }
    }

    private static void lock(FileChannel channel) throws IOException {
        FileLock lock = channel.tryLock();
        if (lock == null) {
            throw new IOException("is used by another process");
        }
    }

    private synchronized void load() {
        for (int slot = 0; slot < SLOTS; slot++) {
            JournalSlot.read(map, slot).ifPresent(this::suspect);
        }
        for (int slot = 0; slot < SLOTS; slot++) {
            int number = slot;
            if (suspects.values().stream().noneMatch(suspect -> suspect.slot() == number)) {
                JournalSlot.clear(map, slot);
                free.add(slot);
            }
        }
    }

    /** One that was running counts once more, however many of its attempts did. */
    private void suspect(JournalSlot found) {
        Suspect known = suspects.get(found.key());
        int crashes = found.crashes() + (found.running() ? 1 : 0);
        Instant at = found.running() ? clock.instant() : found.at();
        if (at.plus(REMEMBERED).isBefore(clock.instant()) || (known != null && known.crashes() >= crashes)) {
            return;
        }
        suspects.put(found.key(), new Suspect(found.slot(), crashes, at));
        JournalSlot.write(map, new JournalSlot(found.slot(), false, crashes, at, found.key()));
        if (found.running()) {
            LOG.error(
                    "the node's process ended while {} worked on message {}: {} so far",
                    found.key().handler(),
                    found.key().message(),
                    times(crashes));
        }
    }

    private static String times(int crashes) {
        return CountedNoun.of(crashes, "times");
    }

    @Override
    public Entry begin(String handler, String message) {
        PluginCallKey key = PluginCallKey.of(handler, message);
        int slot = started(key);
        return slot < 0 ? () -> {} : new OpenEntry(key, slot);
    }

    private synchronized int started(PluginCallKey key) {
        Suspect suspect = suspects.get(key);
        Integer slot = suspect == null || running.get(suspect.slot()) ? free.poll() : Integer.valueOf(suspect.slot());
        if (slot == null) {
            return -1;
        }
        running.set(slot);
        int crashes = suspect == null ? 0 : suspect.crashes();
        JournalSlot.write(map, new JournalSlot(slot, true, crashes, clock.instant(), key));
        return slot;
    }

    private synchronized void ended(PluginCallKey key, int slot) {
        Suspect suspect = suspects.get(key);
        if (suspect != null && suspect.slot() == slot) {
            suspects.remove(key);
        }
        running.clear(slot);
        JournalSlot.clear(map, slot);
        free.add(slot);
    }

    @Override
    public int crashes(String handler, String message) {
        if (suspects.isEmpty()) {
            return 0;
        }
        Suspect suspect = suspects.get(PluginCallKey.of(handler, message));
        return suspect == null ? 0 : suspect.crashes();
    }

    @Override
    public synchronized void forget(String handler, String message) {
        PluginCallKey key = PluginCallKey.of(handler, message);
        Suspect suspect = suspects.get(key);
        if (suspect != null && !running.get(suspect.slot())) {
            ended(key, suspect.slot());
        }
    }

    @Override
    public List<HealthFinding> problems() {
        Instant oldest = clock.instant().minus(REMEMBERED);
        return suspects.entrySet().stream()
                .filter(entry -> entry.getValue().at().isAfter(oldest))
                .map(entry -> HealthFinding.about(entry.getKey().handler(), ProblemKind.HANDLER_ENDED_PROCESS)
                        .with(HealthFact.TIMES, times(entry.getValue().crashes()))
                        .with(HealthFact.MESSAGE, entry.getKey().message()))
                .toList();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException ignored) {
            LOG.debug("the journal was closed already");
        }
    }

    /** One call; closed once, by whoever comes first. */
    private final class OpenEntry implements Entry {
        private final PluginCallKey key;
        private final int slot;
        private boolean closed;

        OpenEntry(PluginCallKey key, int slot) {
            this.key = key;
            this.slot = slot;
        }

        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                ended(key, slot);
            }
        }
    }
}
