package com.nimsforest.node.adapters.nats.connection;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Makes what a server sends bearable for the client, whose reader ends for good at a header that it does not expect,
 * while servers pass on whatever anyone calls a header. Bytes beyond ASCII become question marks; a header that is none,
 * or that makes a kept message look like a status, is left out. For one thread.
 */
final class ProtocolHeaderSanitizer {
    private static final int LONGEST_LINE = 64 * 1024;
    private static final byte[] NOTHING = new byte[0];
    private static final byte[] VERSION = "NATS/1.0\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MESSAGE = "MSG ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] WITH_HEADER = "HMSG ".getBytes(StandardCharsets.US_ASCII);
    private static final String KNOWN_STATUS = " $JS.ACK.";

    private byte[] held = NOTHING;
    private long payload;

    /** What to hand on, of these bytes and of those held back before. What is not complete is held back. */
    byte[] pass(byte[] bytes, int from, int to) {
        byte[] all = joined(bytes, from, to);
        ByteArrayOutputStream out = new ByteArrayOutputStream(all.length);
        int at = 0;
        while (at < all.length) {
            int taken = payload > 0 ? takePayload(all, at, out) : takeLine(all, at, out);
            if (taken == 0) {
                break;
            }
            at += taken;
        }
        held = at == all.length ? NOTHING : Arrays.copyOfRange(all, at, all.length);
        return out.toByteArray();
    }

    private byte[] joined(byte[] bytes, int from, int to) {
        byte[] all = Arrays.copyOf(held, held.length + to - from);
        System.arraycopy(bytes, from, all, held.length, to - from);
        return all;
    }

    private int takePayload(byte[] all, int at, ByteArrayOutputStream out) {
        int taken = (int) Math.min(payload, all.length - at);
        out.write(all, at, taken);
        payload -= taken;
        return taken;
    }

    /** One line, with its header if it has one; 0 when that is not complete. */
    private int takeLine(byte[] all, int at, ByteArrayOutputStream out) {
        int end = at;
        while (end < all.length && all[end] != '\n') {
            end++;
        }
        if (end == all.length) {
            return end - at < LONGEST_LINE ? 0 : copy(all, at, end, out);
        }
        end++;
        if (startsWith(all, at, WITH_HEADER)) {
            return takeHeader(all, at, end, out);
        }
        if (startsWith(all, at, MESSAGE)) {
            payload = number(all, lastWord(all, end)) + 2;
        }
        return copy(all, at, end, out);
    }

    private int takeHeader(byte[] all, int at, int end, ByteArrayOutputStream out) {
        int totalAt = lastWord(all, end);
        int sizeAt = lastWord(all, totalAt);
        long total = number(all, totalAt);
        int size = (int) number(all, sizeAt);
        if (all.length - end < size) {
            return 0;
        }
        payload = total - size + 2;
        if (isOrdinary(all, end, end + size) || isBearable(all, at, sizeAt, end, end + size)) {
            copy(all, at, end + size, out);
        } else {
            out.writeBytes(MESSAGE);
            copy(all, at + WITH_HEADER.length, sizeAt, out);
            out.writeBytes((total - size + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }
        return end - at + size;
    }

    /** What nearly all headers are, found out without making anything. */
    private static boolean isOrdinary(byte[] all, int from, int to) {
        int at = from + VERSION.length;
        if (at > to - 2 || !startsWith(all, from, VERSION)) {
            return false;
        }
        while (at < to - 2) {
            int end = endOfField(all, at, to);
            if (end < 0) {
                return false;
            }
            at = end;
        }
        return at == to - 2 && isLineEnd(all, at);
    }

    /** Where the field that begins here has ended with its line; -1 when it is none. */
    private static int endOfField(byte[] all, int from, int to) {
        int at = from;
        while (at < to && all[at] > ' ' && all[at] <= '~' && all[at] != ':') {
            at++;
        }
        if (at == from || at == to || all[at] != ':') {
            return -1;
        }
        while (at < to && all[at] >= 0 && all[at] != '\r' && all[at] != '\n') {
            at++;
        }
        return at <= to - 2 && isLineEnd(all, at) ? at + 2 : -1;
    }

    private static boolean isLineEnd(byte[] all, int at) {
        return all[at] == '\r' && all[at + 1] == '\n';
    }

    /** Also makes it so where only bytes beyond ASCII are in the way. */
    private static boolean isBearable(byte[] all, int line, int lineEnd, int from, int to) {
        boolean known = new String(all, line, lineEnd - line, StandardCharsets.ISO_8859_1).contains(KNOWN_STATUS);
        for (int i = from; i < to; i++) {
            if (all[i] < 0) {
                all[i] = '?';
            }
        }
        String header = new String(all, from, to - from, StandardCharsets.US_ASCII);
        String first = header.substring(0, Math.max(0, header.indexOf("\r\n")));
        boolean status = first.matches("NATS/1\\.0 +\\d{3}( .*)?");
        if (!(status ? !known : first.matches("NATS/1\\.0 *")) || !header.endsWith("\r\n\r\n")) {
            return false;
        }
        String fields = header.substring(first.length() + 2, header.length() - 2);
        return fields.isEmpty() || areFields(fields);
    }

    private static boolean areFields(String text) {
        for (String line : text.substring(0, text.length() - 2).split("\r\n", -1)) {
            int colon = line.indexOf(':');
            boolean named = colon > 0 && line.chars().limit(colon).allMatch(c -> c > ' ' && c <= '~');
            if (!named || line.indexOf('\r') >= 0 || line.indexOf('\n') >= 0) {
                return false;
            }
        }
        return true;
    }

    private static int copy(byte[] all, int from, int to, ByteArrayOutputStream out) {
        out.write(all, from, to - from);
        return to - from;
    }

    private static boolean startsWith(byte[] all, int at, byte[] word) {
        return Arrays.equals(all, at, Math.min(all.length, at + word.length), word, 0, word.length);
    }

    /** Where the last word before this place begins. */
    private static int lastWord(byte[] all, int before) {
        int at = before;
        while (at > 0 && all[at - 1] <= ' ') {
            at--;
        }
        while (at > 0 && all[at - 1] > ' ') {
            at--;
        }
        return at;
    }

    private static long number(byte[] all, int at) {
        long number = 0;
        for (int i = at; i < all.length && all[i] >= '0' && all[i] <= '9'; i++) {
            number = number * 10 + all[i] - '0';
        }
        return number;
    }
}
