package com.nimsforest.node.ports.usecase.plugin;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.handler.RetryPolicy;
import com.nimsforest.node.domain.tree.Tree;
import com.nimsforest.node.ports.driving.EntityNim;
import com.nimsforest.node.ports.driving.Nim;
import java.time.Duration;

/**
 * What a plug-in said of itself, asked once.
 *
 * @param handler its kind and name, such as {@code nim aftersales}
 * @param timeLimit how long one attempt may take
 */
public record PluginDescription(String handler, Duration timeLimit, RetryPolicy retryPolicy) {
    public PluginDescription {
        requireNonNull(handler, "handler");
        requireNonNull(timeLimit, "timeLimit");
        requireNonNull(retryPolicy, "retryPolicy");
    }

    public static PluginDescription of(Tree tree) {
        return new PluginDescription("tree " + tree.name(), tree.timeLimit(), tree.retryPolicy());
    }

    public static PluginDescription of(EntityNim<?> nim) {
        return new PluginDescription("nim " + nim.name(), nim.timeLimit(), nim.retryPolicy());
    }

    public static PluginDescription of(Nim nim) {
        return new PluginDescription("nim " + nim.name(), nim.timeLimit(), nim.retryPolicy());
    }
}
