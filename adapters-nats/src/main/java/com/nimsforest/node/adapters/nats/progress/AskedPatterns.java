package com.nimsforest.node.adapters.nats.progress;

import com.nimsforest.node.adapters.nats.api.ConsumerInfo;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.SubjectPatternSet;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which patterns the nodes of the fleet ask of a consumer, and on which day each was last asked for: kept in the consumer's
 * own metadata, so that a node that is down, or a jar that does not load, is remembered. After 30 days it is forgotten.
 */
public record AskedPatterns(Map<SubjectPattern, LocalDate> days) {
    private static final String KEY = "nimsforest-asked ";
    private static final int REMEMBERED_DAYS = 30;

    public AskedPatterns {
        days = Map.copyOf(days);
    }

    /** As a consumer's configuration has it; filters without a day, of an earlier version, count as asked for today. */
    public static AskedPatterns of(JsonNode config, LocalDate today) {
        Map<SubjectPattern, LocalDate> days = new TreeMap<>(Comparator.comparing(SubjectPattern::value));
        config.path("metadata").properties().stream()
                .filter(entry -> entry.getKey().startsWith(KEY))
                .forEach(entry -> days.put(
                        SubjectPattern.of(entry.getKey().substring(KEY.length())),
                        day(entry.getValue().asString(""), today)));
        if (days.isEmpty()) {
            ConsumerInfo.patterns(config).patterns().forEach(pattern -> days.put(pattern, today));
        }
        return new AskedPatterns(days);
    }

    private static LocalDate day(String text, LocalDate today) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException edited) {
            return today;
        }
    }

    /** With these asked for today, and without what nobody asked for in 30 days. */
    public AskedPatterns with(Collection<SubjectPattern> patterns, LocalDate today) {
        Map<SubjectPattern, LocalDate> remembered = new TreeMap<>(Comparator.comparing(SubjectPattern::value));
        days.forEach((pattern, day) -> {
            if (!day.isBefore(today.minusDays(REMEMBERED_DAYS))) {
                remembered.put(pattern, day);
            }
        });
        patterns.forEach(pattern -> remembered.put(pattern, today));
        return new AskedPatterns(remembered);
    }

    /** Whether all of them are known as asked for on that day. */
    public boolean hold(Collection<SubjectPattern> patterns, LocalDate today) {
        return patterns.stream().allMatch(pattern -> today.equals(days.get(pattern)));
    }

    public List<SubjectPattern> patterns() {
        return days.keySet().stream()
                .sorted(Comparator.comparing(SubjectPattern::value))
                .toList();
    }

    public SubjectPatternSet filters() {
        return new SubjectPatternSet(patterns());
    }

    public void writeTo(ObjectNode config) {
        ObjectNode metadata =
                config.path("metadata") instanceof ObjectNode present ? present : config.putObject("metadata");
        metadata.propertyNames().stream()
                .filter(name -> name.startsWith(KEY))
                .toList()
                .forEach(metadata::remove);
        days.forEach((pattern, day) -> metadata.put(KEY + pattern, day.toString()));
    }
}
