package com.nimsforest.node.adapters.nats.backup;

import com.nimsforest.node.adapters.nats.api.ApiAnswerWaiter;
import com.nimsforest.node.adapters.nats.api.ForestStreamLayout;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.api.StreamInfo;
import com.nimsforest.node.adapters.nats.backup.StreamSnapshotDownload.Written;
import com.nimsforest.node.domain.backup.BackupManifest;
import com.nimsforest.node.domain.backup.ConsumerBackup;
import com.nimsforest.node.domain.backup.RestoreStep;
import com.nimsforest.node.domain.backup.StreamBackup;
import com.nimsforest.node.domain.wording.CountedNoun;
import com.nimsforest.node.ports.driven.operations.ForestBackup;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** All streams of the forest as snapshots of the servers, made while all consumers are paused. For one call at a time. */
public final class NatsForestBackup implements ForestBackup {
    private final JetStreamApi api;
    private final Clock clock;
    private final int replicas;
    private final BooleanSupplier nodesRunning;

    /**
     * @param replicas how many each restored stream gets
     * @param nodesRunning whether any node of the forest answers; nothing is restored beside one, and without one nothing is
     *     awaited that nobody works on
     */
    public NatsForestBackup(JetStreamApi api, Clock clock, int replicas, BooleanSupplier nodesRunning) {
        this.api = api;
        this.clock = clock;
        this.replicas = replicas;
        this.nodesRunning = nodesRunning;
    }

    @Override
    public BackupManifest backUp(Path folder, String nodeVersion, Consumer<String> progress) {
        BackupFolder target = new BackupFolder(folder);
        List<String> streams = streams();
        target.begin();
        try (PausedConsumers consumers = PausedConsumers.of(api, clock, streams)) {
            boolean attended = nodesRunning.getAsBoolean() || consumers.areAttended();
            progress.accept("consumers are paused" + (attended ? "; waiting for what is in flight" : ""));
            long open = attended ? consumers.settle() : consumers.unacknowledged();
            if (open > 0) {
                progress.accept(CountedNoun.of(open, "messages are not acknowledged, and not done in the backup"));
            }
            Instant cut = clock.instant();
            List<StreamBackup> written = new ArrayList<>();
            ServerVersionRange versions = new ServerVersionRange();
            for (String stream : streams) {
                written.add(backUp(stream, target, consumers, versions));
                progress.accept(stream + ": "
                        + CountedNoun.of(written.get(written.size() - 1).messages(), "messages"));
            }
            consumers.requireStillPaused();
            BackupManifest manifest = new BackupManifest(cut, nodeVersion, versions.newest(), written);
            target.complete(manifest);
            return manifest;
        }
    }

    /** Those that are there. */
    private List<String> streams() {
        List<String> present = ForestStreamLayout.NAMES.stream()
                .sorted()
                .filter(stream -> info(stream).isPresent())
                .toList();
        if (present.isEmpty()) {
            throw new StorageUnavailableException("there is no stream to back up: no node has run here yet");
        }
        return present;
    }

    private Optional<StreamInfo> info(String stream) {
        return ApiAnswerWaiter.read("stream " + stream, StreamInfo.find(api, stream));
    }

    private StreamBackup backUp(
            String stream, BackupFolder target, PausedConsumers consumers, ServerVersionRange versions) {
        StreamInfo info = info(stream)
                .orElseThrow(() -> new StorageUnavailableException("stream " + stream + " was deleted meanwhile"));
        versions.add(info);
        List<ConsumerBackup> positions = consumers.positions(stream);
        Written written =
                new StreamSnapshotDownload(api, stream).to(target.newSnapshot(stream), bytes -> consumers.renew());
        ObjectNode request = JetStreamApi.object();
        request.set("config", written.answer().path("config"));
        request.set("state", written.answer().path("state"));
        target.writeConfiguration(stream, JetStreamApi.JSON.writeValueAsBytes(request));
        JsonNode state = written.answer().path("state");
        return new StreamBackup(
                stream,
                info.identity().orElse(0),
                state.path("messages").asLong(),
                state.path("first_seq").asLong(),
                state.path("last_seq").asLong(),
                written.bytes(),
                written.sha256(),
                positions);
    }

    @Override
    public List<RestoreStep> plan(Path folder) {
        return new ForestRestore(api, new BackupFolder(folder), replicas, nodesRunning).plan();
    }

    @Override
    public List<RestoreStep> restore(Path folder, Consumer<String> progress) {
        return new ForestRestore(api, new BackupFolder(folder), replicas, nodesRunning).run(progress);
    }
}
