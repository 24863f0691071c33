package com.nimsforest.node.adapters.nats.api;

import com.nimsforest.node.adapters.nats.StreamLimitSettings;
import com.nimsforest.node.domain.health.StreamConfigDrift;
import com.nimsforest.node.domain.health.StreamConfigDrift.Loss;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.SubjectPatternSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One stream as it should be: its name, its subjects, and the rest of its configuration in the words of the API. What
 * exists is adopted as it is; its subjects are only ever extended.
 */
public record StreamPlan(String name, SubjectPatternSet subjects, ObjectNode limits) {
    public static final String SUBJECTS = "subjects";
    public static final String WITHOUT_BOUND = "without bound";

    /** Fields that no server switches off again. */
    private static final Set<String> IRREVERSIBLE = Set.of("deny_delete", "deny_purge");

    private static final String DISCARD = "discard";
    private static final String OLD = "old";
    private static final String MAX_AGE = "max_age";
    /** Bounds beyond which a stream refuses what is new or drops what is old, as its {@code discard} says. */
    private static final Set<String> SIZES = Set.of("max_msgs", "max_bytes");
    /** What the servers take for no bound of a field. */
    private static final JsonNode UNBOUNDED = IntNode.valueOf(0);

    static StreamPlan of(String name, SubjectPatternSet subjects, String retention, String discard) {
        ObjectNode limits = JetStreamApi.object();
        limits.put("retention", retention).put("discard", discard).put("storage", "file");
        limits.put("no_ack", false).put("max_msg_size", -1).put("max_msgs_per_subject", -1);
        // What these allow the consumers of a node, they have to share with those of every nim that is still to come.
        limits.put("max_consumers", -1).putNull("consumer_limits");
        // By the last two messages come in and go out past the permissions of whoever changed the stream.
        limits.putNull("subject_transform").putNull("sources").putNull("republish");
        return new StreamPlan(name, subjects, limits);
    }

    public StreamPlan with(String field, long value) {
        ObjectNode more = limits.deepCopy();
        return new StreamPlan(name, subjects, more.put(field, value));
    }

    public StreamPlan with(String field, Duration value) {
        return with(field, value.toNanos());
    }

    public StreamPlan with(String field) {
        ObjectNode more = limits.deepCopy();
        return new StreamPlan(name, subjects, more.put(field, true));
    }

    /** With that switched off. */
    StreamPlan without(String field) {
        ObjectNode more = limits.deepCopy();
        return new StreamPlan(name, subjects, more.put(field, false));
    }

    /** With those limits in place of the planned ones. */
    StreamPlan with(StreamLimitSettings asked) {
        StreamPlan windowed = asked.duplicateWindow()
                .map(window -> with("duplicate_window", window))
                .orElse(this);
        Long bytes = asked.maxBytes().get(name);
        return bytes == null ? windowed : windowed.with("max_bytes", bytes);
    }

    public StreamPlan with(SubjectPatternSet wanted) {
        return new StreamPlan(name, wanted, limits);
    }

    /** The request that creates it. */
    public ObjectNode creation(int replicas) {
        ObjectNode config = limits.deepCopy();
        config.put("name", name).put("num_replicas", replicas);
        putSubjects(config, subjects);
        return config;
    }

    public boolean isCoveredBy(JsonNode config) {
        SubjectPatternSet present = subjectsOf(config);
        return subjects.patterns().stream().allMatch(present::covers);
    }

    /** The request that extends what exists by the subjects of this plan and changes nothing else. */
    public ObjectNode extension(JsonNode config) {
        ObjectNode more = (ObjectNode) config.deepCopy();
        putSubjects(more, subjectsOf(config).with(subjects.patterns()));
        return more;
    }

    /** How what exists differs from this plan; empty when it does not. */
    public List<StreamConfigDrift> differences(JsonNode config) {
        List<StreamConfigDrift> differences = new ArrayList<>();
        limits.properties().stream()
                .filter(field -> !same(config.path(field.getKey()), field.getValue()))
                .map(field -> difference(field.getKey(), config, field.getValue()))
                .forEach(differences::add);
        Stream.concat(Stream.of(MAX_AGE), SIZES.stream().sorted())
                .filter(field -> !limits.has(field))
                .map(field -> difference(field, config, UNBOUNDED))
                .filter(StreamConfigDrift::drops)
                .forEach(differences::add);
        if (!isCoveredBy(config)) {
            String planned = subjects.patterns().toString();
            differences.add(new StreamConfigDrift(
                    name, SUBJECTS, subjectsOf(config).patterns().toString(), planned, Loss.NONE));
        }
        return differences;
    }

    private StreamConfigDrift difference(String field, JsonNode config, JsonNode planned) {
        JsonNode present = config.path(field);
        return new StreamConfigDrift(
                name, field, shown(field, present), shown(field, planned), loss(field, config, planned));
    }

    private static Loss loss(String field, JsonNode config, JsonNode planned) {
        JsonNode present = config.path(field);
        if (narrows(present, planned)) {
            return Loss.WHEN_APPLIED;
        }
        boolean discardsOld = config.path(DISCARD).asString("").equals(OLD);
        boolean drops = field.equals(DISCARD)
                ? discardsOld
                : narrows(planned, present) && (field.equals(MAX_AGE) || discardsOld && SIZES.contains(field));
        return drops ? Loss.UNTIL_APPLIED : Loss.NONE;
    }

    /** What exists, with one field as it is planned. */
    public ObjectNode corrected(ObjectNode config, String field) {
        ObjectNode changed = config.deepCopy();
        if (field.equals(SUBJECTS)) {
            return extension(changed);
        }
        changed.set(field, limits.has(field) ? limits.path(field) : UNBOUNDED);
        return changed;
    }

    /** Whether no server undoes the change: only a new stream is as planned. */
    public static boolean isIrreversible(StreamConfigDrift drift) {
        return IRREVERSIBLE.contains(drift.field()) && drift.planned().equals("false");
    }

    /** A bound where there was none, or a lower one. */
    private static boolean narrows(JsonNode from, JsonNode to) {
        return to.asLong(0) > 0 && (from.asLong(0) <= 0 || to.asLong() < from.asLong());
    }

    public static SubjectPatternSet subjectsOf(JsonNode config) {
        List<SubjectPattern> present = new ArrayList<>();
        config.path(SUBJECTS).forEach(subject -> present.add(SubjectPattern.of(subject.asString())));
        return new SubjectPatternSet(present);
    }

    private static void putSubjects(ObjectNode config, SubjectPatternSet subjects) {
        ArrayNode list = config.putArray(SUBJECTS);
        subjects.patterns().forEach(pattern -> list.add(pattern.value()));
    }

    private static boolean same(JsonNode present, JsonNode planned) {
        if (planned.isNumber()) {
            return bound(present) == bound(planned);
        }
        return planned.isBoolean() || planned.isNull()
                ? present.asBoolean(false) == planned.asBoolean(false) && present.isEmpty() == planned.isEmpty()
                : present.equals(planned);
    }

    /** Without one the servers answer -1, 0 or nothing. */
    private static long bound(JsonNode value) {
        return Math.max(0, value.asLong(0));
    }

    private static String shown(String field, JsonNode value) {
        if (value.isNumber() && value.asLong() <= 0) {
            return WITHOUT_BOUND;
        }
        if (value.isMissingNode() || value.isNull()) {
            return "not set";
        }
        boolean time = field.equals(MAX_AGE) || field.equals("duplicate_window");
        return time ? Duration.ofNanos(value.asLong(0)).toString() : value.asString(value.toString());
    }
}
