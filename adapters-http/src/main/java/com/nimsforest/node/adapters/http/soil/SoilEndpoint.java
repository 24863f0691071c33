package com.nimsforest.node.adapters.http.soil;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.adapters.http.access.BearerTokenCheck;
import com.nimsforest.node.adapters.http.answer.DecodedPathTail;
import com.nimsforest.node.adapters.http.answer.HttpJsonMapper;
import com.nimsforest.node.adapters.http.answer.HttpProblem;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.SoilEntry;
import com.nimsforest.node.ports.driving.SoilView;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Shows the current value of an entity, as it stands in the soil. */
public final class SoilEndpoint {
    private static final String PATH = "/soil/";
    private static final int NOT_MODIFIED = 304;
    /** How many may wait for the soil at once; it may take seconds to say that it does not answer. */
    private static final int PLACES = 64;

    private final SoilView soil;
    private final BearerTokenCheck token;
    private final Executor readers;
    private final Semaphore places = new Semaphore(PLACES);

    /** @param readers runs reads of the soil, which may block on the servers; not the threads that answer probes */
    public SoilEndpoint(SoilView soil, BearerTokenCheck token, Executor readers) {
        this.soil = requireNonNull(soil, "soil");
        this.token = requireNonNull(token, "token");
        this.readers = requireNonNull(readers, "readers");
    }

    public void register(RoutesConfig routes) {
        routes.get("/soil", this::get);
        routes.get(PATH + "*", this::get);
        routes.head("/soil", this::get);
        routes.head(PATH + "*", this::get);
    }

    private void get(Context request) {
        token.checkReader(request);
        EntityKey key = key(DecodedPathTail.of(request, PATH));
        request.future(() -> entry(key)
                .handle((entry, failure) ->
                        failure == null ? answer(request, key, entry) : refused(request, HttpProblem.of(failure))));
    }

    private static EntityKey key(String name) {
        try {
            return EntityKey.of(name);
        } catch (IllegalArgumentException e) {
            throw HttpProblem.of(
                            400, String.valueOf(e.getMessage()), "ask for /soil/<entity>, for example /soil/task-1")
                    .asException();
        }
    }

    private CompletableFuture<Optional<SoilEntry>> entry(EntityKey key) {
        if (!places.tryAcquire()) {
            return CompletableFuture.failedFuture(HttpProblem.later("too many look into the soil", "ask again soon")
                    .asException());
        }
        return CompletableFuture.supplyAsync(() -> soil.find(key), readers)
                .whenComplete((entry, failure) -> places.release());
    }

    private static Context answer(Context request, EntityKey key, Optional<SoilEntry> found) {
        if (found.isEmpty()) {
            return refused(request, HttpProblem.of(404, "no entity " + key, "it was not made yet, or was removed"));
        }
        SoilEntry entry = found.get();
        String tag = "\"" + entry.revision() + "\"";
        request.header("ETag", tag);
        if (isKnown(request.header("If-None-Match"), tag)) {
            return request.status(NOT_MODIFIED);
        }
        byte[] value = entry.value().text().getBytes(StandardCharsets.UTF_8);
        // Any client of the servers may write into the bucket, so the value may be anything.
        return request.contentType(HttpJsonMapper.isJson(value) ? "application/json" : "application/octet-stream")
                .result(value);
    }

    private static boolean isKnown(@Nullable String tags, String tag) {
        return tags != null
                && Arrays.stream(tags.split(","))
                        .map(String::strip)
                        .map(known -> known.startsWith("W/") ? known.substring(2) : known)
                        .anyMatch(known -> known.equals(tag) || known.equals("*"));
    }

    private static Context refused(Context request, HttpProblem problem) {
        problem.write(request);
        return request;
    }
}
