package com.nimsforest.node.adapters.http.violations;

import com.google.inject.Injector;
import com.nimsforest.node.adapters.nats.NatsSettings;
import com.nimsforest.node.bootstrap.settings.NodeSettings;
import com.nimsforest.node.ports.usecase.NodeHealthService;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;

/** What an adapter must not do. */
public final class HttpViolations {
    private HttpViolations() {}

    public record KnowsNatsAdapter(NatsSettings settings) {}

    public record KnowsUseCase(NodeHealthService health) {}

    public record KnowsBootstrap(NodeSettings settings) {}

    public record KnowsGuice(Injector injector) {}

    public static final class Sleeping {
        void sleep() throws InterruptedException {
            Thread.sleep(1);
        }
    }

    public static final class WritesByTheLocale {
        String number() {
            return "%d".formatted(1);
        }
    }

    public static final class ReadsByTheLocale {
        String name(String text) {
            return text.toLowerCase();
        }
    }

    public static final class NeedsTheCommonPool {
        Executor executor() {
            return ForkJoinPool.commonPool();
        }
    }

    public static final class NeedsTheDefaultExecutor {
        CompletableFuture<Integer> number() {
            return CompletableFuture.supplyAsync(() -> 1);
        }
    }

    public static final class MakesAThread {
        Thread thread() {
            return new Thread("a thread");
        }
    }

    public static final class MakesAnExecutor {
        ExecutorService executor() {
            return Executors.newSingleThreadExecutor();
        }
    }
}
