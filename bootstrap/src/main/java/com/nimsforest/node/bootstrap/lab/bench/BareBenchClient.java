package com.nimsforest.node.bootstrap.lab.bench;

import com.nimsforest.node.adapters.nats.twin.BareClient;
import com.nimsforest.node.adapters.nats.twin.BareClientPipeline;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The side of the client library alone. */
final class BareBenchClient implements BenchClient {
    private final BareClient nats;
    private final BenchPayload payload;
    private @Nullable BareClientPipeline path;
    private int round;

    BareBenchClient(BareClient nats, BenchPayload payload) {
        this.nats = nats;
        this.payload = payload;
    }

    @Override
    public List<String> streams() {
        return BareClient.streams();
    }

    @Override
    public void nextRound() {
        round++;
    }

    @Override
    public CompletionStage<?> put(int number) {
        return nats.put(id(number), data(number));
    }

    @Override
    public void putAndWait(int number) {
        nats.putNow(id(number), data(number));
    }

    @Override
    public CompletionStage<?> add(int number) {
        return nats.add(id(number), data(number));
    }

    @Override
    public CompletionStage<?> bury(int number) {
        return nats.buryAsync(id(number), data(number), 0);
    }

    @Override
    public void buryAndWait(int number) {
        nats.bury(id(number), data(number), 0);
    }

    @Override
    public void dig(int number) {
        if (nats.dig(id(number)) == 0) {
            throw new BenchException("no entry in the bucket: " + id(number));
        }
    }

    @Override
    public CompletionStage<?> putIntoPath(int number) {
        return put(number);
    }

    @Override
    public void openPath() {
        if (path == null) {
            path = nats.path();
        }
    }

    @Override
    public void close() {
        if (path != null) {
            path.close();
        }
        nats.close();
    }

    private String id(int number) {
        return "bench-" + round + "-" + number;
    }

    private byte[] data(int number) {
        return payload.text(number).getBytes(StandardCharsets.UTF_8);
    }
}
