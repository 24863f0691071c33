package com.nimsforest.node.adapters.nats.jetstream;

import com.nimsforest.node.domain.health.StreamDrift;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.SubjectSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One stream as it should be: its name, its subjects, and the rest of its configuration in the words of the API. What
 * exists is adopted as it is; its subjects are only ever extended.
 */
record StreamPlan(String name, SubjectSet subjects, ObjectNode limits) {
    static StreamPlan of(String name, SubjectSet subjects, String retention, String discard) {
        ObjectNode limits = JetStreamApi.object();
        limits.put("retention", retention).put("discard", discard).put("storage", "file");
        return new StreamPlan(name, subjects, limits);
    }

    StreamPlan with(String field, long value) {
        ObjectNode more = limits.deepCopy();
        return new StreamPlan(name, subjects, more.put(field, value));
    }

    StreamPlan with(String field, Duration value) {
        return with(field, value.toNanos());
    }

    StreamPlan with(String field) {
        ObjectNode more = limits.deepCopy();
        return new StreamPlan(name, subjects, more.put(field, true));
    }

    StreamPlan with(SubjectSet wanted) {
        return new StreamPlan(name, wanted, limits);
    }

    /** The request that creates it. */
    ObjectNode creation(int replicas) {
        ObjectNode config = limits.deepCopy();
        config.put("name", name).put("num_replicas", replicas);
        putSubjects(config, subjects);
        return config;
    }

    boolean isCoveredBy(JsonNode config) {
        SubjectSet present = subjectsOf(config);
        return subjects.patterns().stream().allMatch(present::covers);
    }

    /** The request that extends what exists by the subjects of this plan and changes nothing else. */
    ObjectNode extension(JsonNode config) {
        ObjectNode more = (ObjectNode) config.deepCopy();
        putSubjects(more, subjectsOf(config).with(subjects.patterns()));
        return more;
    }

    /** How what exists differs from this plan, as "field: is x, planned y"; empty when it does not. */
    List<String> drift(JsonNode config) {
        return differences(config).stream()
                .map(drift -> drift.field() + ": is " + drift.present() + ", planned " + drift.planned())
                .toList();
    }

    List<StreamDrift> differences(JsonNode config) {
        List<StreamDrift> differences = new ArrayList<>();
        limits.properties().forEach(field -> {
            JsonNode present = config.path(field.getKey());
            JsonNode planned = field.getValue();
            if (!same(present, planned)) {
                differences.add(new StreamDrift(
                        name,
                        field.getKey(),
                        shown(field.getKey(), present),
                        shown(field.getKey(), planned),
                        narrows(present, planned)));
            }
        });
        return differences;
    }

    /** A bound where there was none, or a lower one. */
    private static boolean narrows(JsonNode present, JsonNode planned) {
        return planned.isNumber() && (present.asLong(0) <= 0 || planned.asLong() < present.asLong());
    }

    static SubjectSet subjectsOf(JsonNode config) {
        List<SubjectPattern> present = new ArrayList<>();
        config.path("subjects").forEach(subject -> present.add(SubjectPattern.of(subject.asString())));
        return new SubjectSet(present);
    }

    private static void putSubjects(ObjectNode config, SubjectSet subjects) {
        ArrayNode list = config.putArray("subjects");
        subjects.patterns().forEach(pattern -> list.add(pattern.value()));
    }

    private static boolean same(JsonNode present, JsonNode planned) {
        return planned.isNumber() ? present.asLong(0) == planned.asLong() : present.equals(planned);
    }

    private static String shown(String field, JsonNode value) {
        if (value.isNumber() && value.asLong() <= 0) {
            return "without bound";
        }
        boolean time = field.equals("max_age") || field.equals("duplicate_window");
        return time ? Duration.ofNanos(value.asLong(0)).toString() : value.asString(value.toString());
    }
}
