package com.nimsforest.node.bootstrap.plugin;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * One place of the journal: whether it is used, how often the process has ended during this call, when the last time, and
 * who worked on what. Written so that what is half written counts as unused.
 */
record JournalSlot(int slot, boolean running, int crashes, Instant at, PluginCallKey key) {
    static final int BYTES = 1280;

    private static final byte UNUSED = 0;
    private static final byte RUNNING = 1;
    private static final byte ENDED = 2;
    private static final int CRASHES = 4;
    private static final int TIME = 8;
    private static final int LENGTH = 16;
    private static final int TEXT = 20;

    static Optional<JournalSlot> read(ByteBuffer map, int slot) {
        int start = slot * BYTES;
        byte state = map.get(start);
        int length = map.getInt(start + LENGTH);
        if ((state != RUNNING && state != ENDED) || length <= 0 || length > BYTES - TEXT) {
            return Optional.empty();
        }
        byte[] text = new byte[length];
        map.get(start + TEXT, text);
        String[] parts = new String(text, StandardCharsets.UTF_8).split("\n", 2);
        return parts.length < 2
                ? Optional.empty()
                : Optional.of(new JournalSlot(
                        slot,
                        state == RUNNING,
                        map.getInt(start + CRASHES),
                        Instant.ofEpochMilli(map.getLong(start + TIME)),
                        new PluginCallKey(parts[0], parts[1])));
    }

    static void write(ByteBuffer map, JournalSlot content) {
        int start = content.slot * BYTES;
        byte[] text = (content.key.handler() + "\n" + content.key.message()).getBytes(StandardCharsets.UTF_8);
        map.put(start, UNUSED);
        map.putInt(start + CRASHES, content.crashes);
        map.putLong(start + TIME, content.at.toEpochMilli());
        map.putInt(start + LENGTH, text.length);
        map.put(start + TEXT, text);
        map.put(start, content.running ? RUNNING : ENDED);
    }

    static void clear(ByteBuffer map, int slot) {
        map.put(slot * BYTES, UNUSED);
    }
}
