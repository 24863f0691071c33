package com.nimsforest.node.adapters.nats.api;

import com.nimsforest.node.adapters.nats.StreamLimitSettings;
import com.nimsforest.node.domain.river.RiverSubjects;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.SubjectPatternSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The streams of a forest: their names, their subjects and their limits. */
public final class ForestStreamLayout {
    public static final String RIVER = "RIVER";
    public static final String HUMUS = "HUMUS";
    public static final String LEAVES = "LEAVES";
    public static final String DEADLETTER = "DEADLETTER";
    /** River messages that were taken out of the river, since a tree failed on them or none knows them. */
    public static final String ASIDE = "ASIDE";

    public static final String SOIL = "KV_SOIL";

    /** The stream of the bucket {@code NIMSFOREST}, in which nodes agree on what concerns them all. */
    public static final String BUCKET = "KV_NIMSFOREST";

    /** Those from which an acknowledgement removes the message. */
    public static final Set<String> WORK_QUEUES = Set.of(RIVER, ASIDE);

    public static final Set<String> NAMES = Set.of(RIVER, ASIDE, HUMUS, LEAVES, DEADLETTER, SOIL, BUCKET);

    /** Fields, by stream, in which older nodes created it differently: {@code streams diff} shows them; they are no problem. */
    public static final Map<String, Set<String>> DRIFT_OF_OLDER_NODES = Map.of(
            HUMUS, Set.of("deny_delete", "deny_purge"),
            SOIL, Set.of("allow_rollup_hdrs", "deny_delete"),
            BUCKET, Set.of("allow_rollup_hdrs", "deny_delete"));

    public static final String HUMUS_PREFIX = "humus.";
    public static final String SOIL_PREFIX = "$KV.SOIL.";
    public static final String BUCKET_PREFIX = "$KV.NIMSFOREST.";
    public static final String DEADLETTER_PREFIX = "deadletter.";

    private static final Duration DUPLICATES = Duration.ofMinutes(10);
    private static final long BUCKET_BYTES = 256L << 10;
    private static final Duration WEEK = Duration.ofDays(7);

    private ForestStreamLayout() {}

    /** Those that every forest has; the leaves come with the first nim that asks for some. */
    public static List<StreamPlan> standing(StreamLimitSettings limits) {
        return Stream.of(river(), setAside(), humus(), soil(), deadLetters(), bucket())
                .map(plan -> plan.with(limits))
                .toList();
    }

    static StreamPlan river() {
        return deletable(RIVER, only(RiverSubjects.ALL.value()), "workqueue", "new")
                .with("max_age", Duration.ofHours(24))
                .with("max_msgs", 100_000)
                .with("duplicate_window", Duration.ofMinutes(2));
    }

    /** Without an age: what lies here has had no effect yet. */
    static StreamPlan setAside() {
        return deletable(ASIDE, only("aside.>"), "workqueue", "new").with("duplicate_window", DUPLICATES);
    }

    /** The soil is its sum: nobody takes anything out of it but its own bounds, and that cannot be taken back. */
    static StreamPlan humus() {
        return StreamPlan.of(HUMUS, only(HUMUS_PREFIX + ">"), "limits", "old")
                .with("deny_delete")
                .with("deny_purge")
                .with("max_age", WEEK)
                .with("max_msgs", 1_000_000)
                .with("duplicate_window", DUPLICATES);
    }

    public static StreamPlan leaves(SubjectPatternSet wanted, StreamLimitSettings limits) {
        return StreamPlan.of(LEAVES, wanted, "limits", "old")
                .with("max_age", WEEK)
                .with("max_msgs", 1_000_000)
                .with("duplicate_window", DUPLICATES)
                .with(limits);
    }

    static StreamPlan deadLetters() {
        return deletable(DEADLETTER, only(DEADLETTER_PREFIX + ">"), "limits", "old")
                .with("max_age", Duration.ofDays(30))
                .with("duplicate_window", DUPLICATES);
    }

    static StreamPlan soil() {
        return keyValue(SOIL, SOIL_PREFIX, 10);
    }

    /** Bounded and with a short window, so that no limit of an account or a server stands in its way. */
    static StreamPlan bucket() {
        return keyValue(BUCKET, BUCKET_PREFIX, 5)
                .with("max_bytes", BUCKET_BYTES)
                .with("duplicate_window", Duration.ofSeconds(1));
    }

    /** The node deletes messages of it, one by one, and no single publish empties it by a rollup. */
    private static StreamPlan deletable(String name, SubjectPatternSet subjects, String retention, String discard) {
        return StreamPlan.of(name, subjects, retention, discard)
                .without("deny_delete")
                .without("deny_purge")
                .without("allow_rollup_hdrs");
    }

    /** As the clients of every language make a bucket, so that they all can read it; but no single publish empties it by a rollup. */
    private static StreamPlan keyValue(String name, String prefix, int history) {
        return StreamPlan.of(name, only(prefix + ">"), "limits", "new")
                .with("max_msgs_per_subject", history)
                .with("duplicate_window", Duration.ofMinutes(2))
                .without("allow_rollup_hdrs")
                .with("deny_delete")
                .with("allow_direct");
    }

    private static SubjectPatternSet only(String subject) {
        return new SubjectPatternSet(List.of(SubjectPattern.of(subject)));
    }
}
