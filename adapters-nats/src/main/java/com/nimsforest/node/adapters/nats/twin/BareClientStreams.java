package com.nimsforest.node.adapters.nats.twin;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.KeyValueConfiguration;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The scratch streams, each with the limits of the forest's stream that it stands for. For one thread. */
final class BareClientStreams {
    static final String RIVER = "BENCH_RIVER";
    static final String LEAVES = "BENCH_LEAVES";
    static final String HUMUS = "BENCH_HUMUS";
    static final String BUCKET = "BENCH_SOIL";
    static final String SOIL = "KV_" + BUCKET;

    static final List<String> NAMES = List.of(RIVER, LEAVES, HUMUS, SOIL);

    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration DUPLICATES = Duration.ofMinutes(10);

    private BareClientStreams() {}

    static void create(Connection connection, int replicas) throws IOException, JetStreamApiException {
        JetStreamManagement streams = connection.jetStreamManagement();
        streams.addStream(plan(RIVER, "bench.river.>", replicas)
                .retentionPolicy(RetentionPolicy.WorkQueue)
                .discardPolicy(DiscardPolicy.New)
                .maxAge(Duration.ofHours(24))
                .maxMessages(100_000)
                .duplicateWindow(Duration.ofMinutes(2))
                .build());
        streams.addStream(plan(LEAVES, "bench.leaf.>", replicas).build());
        streams.addStream(plan(HUMUS, "bench.humus.>", replicas).build());
        connection
                .keyValueManagement()
                .create(KeyValueConfiguration.builder(BUCKET)
                        .maxHistoryPerKey(10)
                        .storageType(StorageType.File)
                        .replicas(replicas)
                        .build());
        readFromTheLeader(streams);
    }

    /** As the soil is: a bucket of the client is read from any replica, which may not have yet what was acknowledged. */
    private static void readFromTheLeader(JetStreamManagement streams) throws IOException, JetStreamApiException {
        StreamConfiguration made = streams.getStreamInfo(SOIL).getConfiguration();
        streams.updateStream(
                StreamConfiguration.builder(made).allowDirect(false).build());
    }

    private static StreamConfiguration.Builder plan(String name, String subject, int replicas) {
        return StreamConfiguration.builder()
                .name(name)
                .subjects(subject)
                .storageType(StorageType.File)
                .replicas(replicas)
                .maxAge(WEEK)
                .maxMessages(1_000_000)
                .duplicateWindow(DUPLICATES);
    }
}
