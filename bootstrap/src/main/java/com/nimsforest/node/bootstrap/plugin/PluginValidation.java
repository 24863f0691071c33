package com.nimsforest.node.bootstrap.plugin;

import com.nimsforest.node.domain.handler.RetryPolicy;
import com.nimsforest.node.domain.leaf.LeafSubjectRules;
import com.nimsforest.node.domain.river.RiverSubjects;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.domain.tree.Tree;
import com.nimsforest.node.ports.driving.EntityNim;
import com.nimsforest.node.ports.driving.Nim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether a tree or nim that could be made can be run. Code of others: it may return null. */
record PluginValidation(String identity, List<String> objections) {
    /** How a plug-in wants to be called. */
    private record CallLimits(
            @Nullable Duration timeLimit, @Nullable RetryPolicy retryPolicy) {
        List<String> objections() {
            List<String> objections = new ArrayList<>();
            if (timeLimit == null || timeLimit.isNegative() || timeLimit.isZero() || timeLimit.compareTo(LONGEST) > 0) {
                objections.add("timeLimit() is " + timeLimit + "; expected more than nothing and at most " + LONGEST);
            }
            if (retryPolicy == null) {
                objections.add("retryPolicy() is null");
            }
            return objections;
        }
    }

    private static final Duration LONGEST = Duration.ofHours(1);

    static PluginValidation of(Tree tree, Map<String, String> origins) {
        return of(
                "tree",
                tree.name(),
                tree.patterns(),
                new CallLimits(tree.timeLimit(), tree.retryPolicy()),
                origins,
                pattern -> RiverSubjects.ALL.covers(pattern)
                        ? Optional.empty()
                        : Optional.of("a tree's patterns must lie under river."));
    }

    static PluginValidation of(Nim nim, Map<String, String> origins) {
        boolean stored = !nim.listensToTheWind();
        PluginValidation found = of(
                "nim",
                nim.name(),
                nim.patterns(),
                new CallLimits(nim.timeLimit(), nim.retryPolicy()),
                origins,
                pattern -> stored ? LeafSubjectRules.objection(pattern) : Optional.empty());
        return found.with(ScheduleValidation.objections(nim, nim.patterns()));
    }

    static PluginValidation of(EntityNim<?> nim, Map<String, String> origins) {
        PluginValidation found = of(
                "nim",
                nim.name(),
                nim.patterns(),
                new CallLimits(nim.timeLimit(), nim.retryPolicy()),
                origins,
                LeafSubjectRules::objection);
        List<String> objections = new ArrayList<>();
        if (nim.stateType() == null) {
            objections.add("stateType() is null");
        }
        if (nim.version() < 1) {
            objections.add("version() is " + nim.version() + ", expected 1 or more");
        }
        objections.addAll(ScheduleValidation.objections(nim, nim.patterns()));
        return found.with(objections);
    }

    private PluginValidation with(List<String> more) {
        return new PluginValidation(
                identity, Stream.concat(objections.stream(), more.stream()).toList());
    }

    private static PluginValidation of(
            String kind,
            @Nullable Token name,
            @Nullable Set<SubjectPattern> patterns,
            CallLimits limits,
            Map<String, String> origins,
            Function<SubjectPattern, Optional<String>> objection) {
        String identity = kind + " '" + name + "'";
        List<String> objections = new ArrayList<>();
        if (name == null) {
            objections.add("name() is null");
        } else if (origins.containsKey(identity)) {
            objections.add("there is a " + identity + " already, " + origins.get(identity)
                    + ": give this one another name, or remove one of the two");
        }
        if (patterns == null || patterns.isEmpty()) {
            objections.add("patterns() names none");
        } else {
            patterns.forEach(pattern -> objection
                    .apply(pattern)
                    .ifPresent(why -> objections.add("pattern " + pattern + " is impossible: " + why)));
        }
        objections.addAll(limits.objections());
        return new PluginValidation(identity, List.copyOf(objections));
    }
}
