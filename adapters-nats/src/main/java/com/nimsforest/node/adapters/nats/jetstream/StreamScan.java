package com.nimsforest.node.adapters.nats.jetstream;

import com.nimsforest.node.ports.failure.StorageUnavailableException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Reads a stream once, up to what is its end when the reading begins, and goes on where it was after a lost connection. */
final class StreamScan implements StreamTail.Listener {
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final String stream;
    private final MessageKey end;
    private final Consumer<StoredMessage> reader;
    private final CompletableFuture<Boolean> done = new CompletableFuture<>();
    private volatile long heard = System.nanoTime();

    private StreamScan(String stream, MessageKey end, Consumer<StoredMessage> reader) {
        this.stream = stream;
        this.end = end;
        this.reader = reader;
    }

    /** All messages, of which those count that were there at the beginning. */
    static void all(ConsumerTools tools, String stream, String filter, JsonNode info, Consumer<StoredMessage> reader) {
        long epoch = StreamLife.epochOf(info);
        MessageKey first = new MessageKey(
                epoch, Math.max(1, info.path("state").path("first_seq").asLong()));
        StreamScan scan = scan(stream, info, reader);
        scan.run(info, listener -> StreamTail.from(tools, stream, filter, first, listener));
    }

    /** The last message of each subject; of one that changes meanwhile perhaps a newer one, too. */
    static void state(
            ConsumerTools tools, String stream, String filter, JsonNode info, Consumer<StoredMessage> reader) {
        StreamScan scan = scan(stream, info, reader);
        scan.run(info, listener -> StreamTail.fromTheState(tools, stream, filter, message -> false, listener));
    }

    private static StreamScan scan(String stream, JsonNode info, Consumer<StoredMessage> reader) {
        long last = info.path("state").path("last_seq").asLong();
        return new StreamScan(stream, new MessageKey(StreamLife.epochOf(info), last), reader);
    }

    private void run(JsonNode info, Function<StreamTail.Listener, StreamTail> opener) {
        if (info.path("state").path("messages").asLong() == 0) {
            return;
        }
        StreamTail tail = opener.apply(this);
        try {
            await();
        } finally {
            tail.close();
        }
    }

    @Override
    public void hear(long epoch, StoredMessage message) {
        heard = System.nanoTime();
        if (done.isDone()) {
            return;
        }
        if (epoch != end.epoch()) {
            done.completeExceptionally(new StorageUnavailableException(stream + " was made anew while it was read"));
            return;
        }
        try {
            reader.accept(message);
        } catch (RuntimeException readersOwn) {
            done.completeExceptionally(readersOwn);
        }
        if (message.sequence() >= end.sequence()) {
            done.complete(true);
        }
    }

    @Override
    public void end() {
        done.complete(true);
    }

    private void await() {
        while (true) {
            try {
                done.get(1, TimeUnit.SECONDS);
                return;
            } catch (TimeoutException notYet) {
                if (System.nanoTime() - heard > SILENCE.toNanos()) {
                    throw new StorageUnavailableException(stream + ": nothing came for " + SILENCE.toSeconds() + " s");
                }
            } catch (ExecutionException failed) {
                throw failed.getCause() instanceof RuntimeException known
                        ? known
                        : new IllegalStateException(failed.getCause());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new StorageUnavailableException(stream + ": interrupted", interrupted);
            }
        }
    }
}
