package com.nimsforest.node.adapters.nats.forest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Messages as they might come from anyone, drawn from a seed: mostly of the right form, and each a little off. */
final class FuzzedJson {
    private static final List<String> TIMES = List.of(
            "\"2026-11-23T23:21:36.087802027Z\"",
            "\"2026-11-24T00:21:36+01:00\"",
            "\"2026-11-24T00:21:36.5-23:59\"",
            "\"2026-11-24T00:21:36.1234567891Z\"",
            "\"2026-02-30T00:00:00Z\"",
            "\"2026-11-24T00:21Z\"",
            "\"2026-11-24T00:21:36\"",
            "\"2026-11-24t00:21:36z\"",
            "\"\"",
            "0",
            "null");
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "1.10",
            "12345678901234567890",
            "-0",
            "1e5",
            "01",
            "+1",
            ".5",
            "NaN",
            "\"\"",
            "\"a\\u0000b\"",
            "\"\\ud83d\\ude00 \u00e9\"",
            "\"\\x\"",
            "[]",
            "[1,[2,{\"a\":[]}]]",
            "[1,]",
            "{}",
            "{\"b\":1, \"a\": {\"c\" : null}}",
            "{\"a\":1,\"a\":2}",
            "{a:1}",
            "'a'",
            "tru");
    private static final List<String> KEYS = List.of(
            "task-1",
            "a.b",
            "a/b_c=d",
            "A",
            ".a",
            "a.",
            "a..b",
            "a b",
            "a*",
            ">",
            "",
            "\u00e9",
            "a\\nb",
            "x".repeat(901));
    private static final List<String> BYTES = List.of(
            "\"\"", "\"eyJhIjoxfQ==\"", "\"eyJhIjoxfQ\"", "\"eyJh\\nIjoxfQ==\"", "\"-_-_\"", "\"!\"", "null", "7");

    private final SplittableRandom random;

    FuzzedJson(long seed) {
        this.random = new SplittableRandom(seed);
    }

    byte[] compost() {
        List<String> fields = new ArrayList<>();
        add(fields, "entity", "\"" + mostly("task-" + random.nextInt(9), KEYS) + "\"");
        add(
                fields,
                "action",
                mostly("\"update\"", List.of("\"create\"", "\"delete\"", "\"DELETE\"", "\"\"", "1", "null")));
        add(fields, "data", one(VALUES));
        add(fields, "nim", mostly("\"a nim\"", VALUES));
        add(fields, "ts", mostly(TIMES.get(0), TIMES));
        add(fields, "slot", mostly("0", VALUES));
        return spoilt(fields);
    }

    byte[] riverData() {
        List<String> fields = new ArrayList<>();
        add(
                fields,
                "subject",
                mostly("\"river.a\"", List.of("\"\"", "\"river.>\"", "\"a b\"", "\"a..b\"", "1", "null")));
        add(fields, "data", mostly(BYTES.get(1), BYTES));
        add(fields, "ts", mostly(TIMES.get(0), TIMES));
        return spoilt(fields);
    }

    /** A key that may be one, or not. */
    String key() {
        String letters = "abcXYZ019-/_=.";
        StringBuilder key = new StringBuilder();
        for (int n = 1 + random.nextInt(12); n > 0; n--) {
            key.append(letters.charAt(random.nextInt(letters.length())));
        }
        return mostly(key.toString(), KEYS);
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private String mostly(String usual, List<String> others) {
        return random.nextInt(3) > 0 ? usual : one(others);
    }

    private void add(List<String> fields, String name, String value) {
        int luck = random.nextInt(20);
        if (luck == 0) {
            return;
        }
        String written = luck == 1 ? name.toUpperCase(java.util.Locale.ROOT) : name;
        fields.add(random.nextInt(fields.size() + 1), "\"" + written + "\"" + one(List.of(":", " : ")) + value);
        if (luck == 2) {
            fields.add("\"unknown\":" + one(VALUES));
        }
    }

    private byte[] spoilt(List<String> fields) {
        String text =
                "{" + String.join(one(List.of(",", " ,\n")), fields) + "}" + one(List.of("", "", "", "\n", " {}", "x"));
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return switch (random.nextInt(12)) {
            case 0 -> java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 1 -> flipped(bytes);
            default -> bytes;
        };
    }

    private byte[] flipped(byte[] bytes) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        return bytes;
    }
}
