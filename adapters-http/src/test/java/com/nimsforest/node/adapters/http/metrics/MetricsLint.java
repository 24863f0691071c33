package com.nimsforest.node.adapters.http.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What {@code promtool check metrics} looks at: help, types, suffixes, base units, letters. */
final class MetricsLint {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");
    private static final List<String> RESERVED = List.of("_count", "_sum", "_bucket", "_total");
    private static final Set<String> ABBREVIATED = Set.of("ms", "ns", "us", "sec", "kb", "mb", "millis", "nanos");
    private static final Set<String> PARTS = Set.of("_bucket", "_count", "_sum", "_total", "_info");

    private final Map<String, String> types = new HashMap<>();
    private final Set<String> helped = new HashSet<>();
    private final List<String> problems = new ArrayList<>();

    private MetricsLint() {}

    /** @param counterSuffix what the names of counters end with in this form's TYPE lines */
    static List<String> of(String text, String counterSuffix) {
        MetricsLint lint = new MetricsLint();
        text.lines().forEach(lint::line);
        lint.types.forEach((name, type) -> lint.family(name, type, counterSuffix));
        return lint.problems;
    }

    private void line(String line) {
        String[] words = line.split("[ {]", 4);
        if (line.startsWith("# HELP") && !words[3].isBlank()) {
            helped.add(words[2]);
        } else if (line.startsWith("# TYPE")) {
            if (types.put(words[2], words[3]) != null) {
                problems.add(words[2] + ": twice");
            }
        } else if (!line.startsWith("#") && !isOfAFamily(words[0])) {
            problems.add(words[0] + ": no type");
        }
    }

    private boolean isOfAFamily(String sample) {
        return types.containsKey(sample)
                || PARTS.stream()
                        .filter(sample::endsWith)
                        .anyMatch(part -> types.containsKey(sample.substring(0, sample.length() - part.length())));
    }

    private void family(String name, String type, String counterSuffix) {
        if (!helped.contains(name)) {
            problems.add(name + ": no help");
        }
        if (!NAME.matcher(name).matches()) {
            problems.add(name + ": letters");
        }
        if (type.equals("counter") && !name.endsWith(counterSuffix)) {
            problems.add(name + ": counter without " + counterSuffix);
        }
        if (!type.equals("counter") && RESERVED.stream().anyMatch(name::endsWith)) {
            problems.add(name + ": reserved suffix");
        }
        if (List.of(name.split("_")).stream().anyMatch(ABBREVIATED::contains)) {
            problems.add(name + ": abbreviated unit");
        }
        if (List.of(name.split("_")).contains(type)) {
            problems.add(name + ": type in its name");
        }
    }
}
