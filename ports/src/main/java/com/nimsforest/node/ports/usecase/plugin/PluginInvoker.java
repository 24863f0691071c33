package com.nimsforest.node.ports.usecase.plugin;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.health.HealthFinding;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place that runs the code of plug-ins. Each plug-in has a queue of its own, so that one that is slow, or never
 * returns, holds up no other. Any thread.
 */
public final class PluginInvoker {
    private static final Logger LOG = LoggerFactory.getLogger(PluginInvoker.class);

    private final Executor threads;
    private final ScheduledExecutorService timer;
    private final PluginCallJournal journal;
    private final PluginFailureLog log = new PluginFailureLog();
    private final List<PluginQueue> queues = new CopyOnWriteArrayList<>();
    private CompletionStage<?> lastSuspect = CompletableFuture.completedFuture(true);

    /**
     * @param threads gives each task a thread of its own, as many as it takes: some may never come back
     * @param timer for short tasks
     */
    public PluginInvoker(Executor threads, ScheduledExecutorService timer, PluginCallJournal journal) {
        this.threads = requireNonNull(threads, "threads");
        this.timer = requireNonNull(timer, "timer");
        this.journal = requireNonNull(journal, "journal");
    }

    /**
     * A queue for one plug-in.
     *
     * @param width how many of its calls run at a time, as long as none is slow
     */
    public PluginQueue queue(PluginDescription plugin, int width) {
        PluginQueue queue = new PluginQueue(this, plugin, width);
        queues.add(queue);
        return queue;
    }

    /** What a person has to know; empty when all is well. */
    public List<HealthFinding> problems() {
        return queues.stream().flatMap(queue -> queue.problem().stream()).toList();
    }

    /**
     * The process is about to end in an orderly way: what is still running then is no sign of a crash. A plug-in that ends
     * the process itself is named, and its attempt has failed.
     *
     * @return whether a plug-in ends the process
     */
    public boolean stopping() {
        boolean byPlugin = false;
        for (PluginQueue queue : queues) {
            for (PluginCall<?> call : queue.unreturned()) {
                if (call.isEndingTheProcess()) {
                    byPlugin = true;
                    LOG.error("{} ends the process: it called System.exit", queue.handler());
                    call.giveUp(new PluginOverrunException("called System.exit"));
                } else {
                    call.endEntry();
                }
            }
        }
        return byPlugin;
    }

    /** Runs what may end the process apart from all others of that kind, so that the next crash tells which one it is. */
    synchronized <T> CompletionStage<T> oneAtATime(Supplier<CompletionStage<T>> call) {
        CompletionStage<T> next = lastSuspect.handle((value, failure) -> value).thenCompose(ended -> call.get());
        lastSuspect = next;
        return next;
    }

    Executor threads() {
        return threads;
    }

    ScheduledExecutorService timer() {
        return timer;
    }

    PluginCallJournal journal() {
        return journal;
    }

    PluginFailureLog log() {
        return log;
    }
}
