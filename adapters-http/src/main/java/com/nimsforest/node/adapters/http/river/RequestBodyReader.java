package com.nimsforest.node.adapters.http.river;

import com.nimsforest.node.adapters.http.answer.HttpProblem;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Reads one body as it comes in, without holding a thread. Called by one thread of the HTTP server at a time.
 *
 * <p>What is too large is read on and thrown away for a while, since many clients hear no answer before they have sent
 * all.
 */
final class RequestBodyReader implements ReadListener {
    private static final int CHUNK = 8192;
    private static final long THROWN_AWAY = 16L << 20;

    private final ServletInputStream input;
    private final long most;
    private final InFlightByteLimit inFlight;
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    private Optional<HttpProblem> problem = Optional.empty();
    private long thrownAway;
    private boolean released;
    private long received;
    private long windowBytes;
    private long windowStart = System.nanoTime();

    RequestBodyReader(HttpServletRequest request, long most, InFlightByteLimit inFlight) throws IOException {
        this.input = request.getInputStream();
        this.most = most;
        this.inFlight = inFlight;
    }

    /** Whether the answer to what is declared need not wait: the caller does, or would never come to an end. */
    static boolean isRefusedAtOnce(HttpServletRequest request, long most) {
        long declared = request.getContentLengthLong();
        return declared > most && (request.getHeader("Expect") != null || declared - most > THROWN_AWAY);
    }

    CompletableFuture<byte[]> read() {
        input.setReadListener(this);
        return body;
    }

    @Override
    public void onDataAvailable() throws IOException {
        byte[] chunk = new byte[CHUNK];
        while (!body.isDone() && input.isReady()) {
            int length = input.read(chunk);
            if (length < 0) {
                return;
            }
            take(chunk, length);
        }
    }

    private synchronized void take(byte[] chunk, int length) {
        received += length;
        if (released) {
            return;
        }
        if (problem.isEmpty() && buffer.size() + (long) length > most) {
            problem = Optional.of(tooLarge(most));
        }
        if (problem.isEmpty() && !inFlight.reserve(buffer.size(), length)) {
            problem = Optional.of(
                    HttpProblem.later("too many bytes are under way", "nothing was done; send it again soon"));
        }
        if (problem.isEmpty()) {
            buffer.write(chunk, 0, length);
            return;
        }
        thrownAway += length;
        if (thrownAway > THROWN_AWAY) {
            onAllDataRead();
        }
    }

    @Override
    public void onAllDataRead() {
        if (problem.isPresent()) {
            body.completeExceptionally(problem.get().asException());
        } else {
            body.complete(buffer.toByteArray());
        }
    }

    @Override
    public void onError(Throwable failure) {
        body.completeExceptionally(
                HttpProblem.of(400, "the body ended early", "send all of it").asException());
    }

    /** Gives up when too few bytes came in the window that ends now, if one does. */
    void refuseWhenSlow(Duration window) {
        if (isSlow(System.nanoTime(), window)) {
            body.completeExceptionally(tooSlow().asException());
        }
    }

    private synchronized boolean isSlow(long now, Duration window) {
        if (now - windowStart < window.toNanos()) {
            return false;
        }
        boolean slow = received - windowBytes < RiverPostTimeouts.LEAST_BYTES;
        windowStart = now;
        windowBytes = received;
        return slow;
    }

    /** Gives back the bytes that this body holds; idempotent, from any thread. */
    synchronized void release() {
        if (!released) {
            released = true;
            inFlight.release(buffer.size());
        }
    }

    static HttpProblem tooSlow() {
        return new HttpProblem(
                408,
                "the body did not come in time",
                "nothing was done; send it faster",
                Map.of("Connection", "close"));
    }

    static HttpProblem tooLarge(long most) {
        return HttpProblem.of(
                413, "the body is larger than " + most + " bytes", "the server takes no more: make it smaller");
    }
}
