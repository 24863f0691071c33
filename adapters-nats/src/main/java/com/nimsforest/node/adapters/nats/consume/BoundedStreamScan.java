package com.nimsforest.node.adapters.nats.consume;

import com.nimsforest.node.adapters.nats.api.StoredMessage;
import com.nimsforest.node.adapters.nats.api.StreamInfo;
import com.nimsforest.node.adapters.nats.api.StreamMessageKey;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

/** Reads a stream once, up to what is its end when the reading begins, and goes on where it was after a lost connection. */
public final class BoundedStreamScan implements ResumingStreamTail.Listener {
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final String stream;
    private final StreamMessageKey end;
    private final Consumer<StoredMessage> reader;
    private final CompletableFuture<Boolean> done = new CompletableFuture<>();
    private volatile long heard = System.nanoTime();

    private BoundedStreamScan(String stream, StreamMessageKey end, Consumer<StoredMessage> reader) {
        this.stream = stream;
        this.end = end;
        this.reader = reader;
    }

    /** All messages, of which those count that were there at the beginning. */
    public static void all(
            ConsumerResources tools, String stream, String filter, StreamInfo info, Consumer<StoredMessage> reader) {
        StreamMessageKey first = new StreamMessageKey(info.epoch(), info.firstReadable());
        BoundedStreamScan scan = scan(stream, info, reader);
        scan.run(info, listener -> ResumingStreamTail.from(tools, stream, filter, first, listener));
    }

    /** The last message of each subject; of one that changes meanwhile perhaps a newer one, too. */
    public static void state(
            ConsumerResources tools, String stream, String filter, StreamInfo info, Consumer<StoredMessage> reader) {
        BoundedStreamScan scan = scan(stream, info, reader);
        scan.run(info, listener -> ResumingStreamTail.fromTheState(tools, stream, filter, message -> false, listener));
    }

    private static BoundedStreamScan scan(String stream, StreamInfo info, Consumer<StoredMessage> reader) {
        return new BoundedStreamScan(stream, new StreamMessageKey(info.epoch(), info.lastSequence()), reader);
    }

    private void run(StreamInfo info, Function<ResumingStreamTail.Listener, ResumingStreamTail> opener) {
        if (info.messages() == 0) {
            return;
        }
        ResumingStreamTail tail = opener.apply(this);
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
