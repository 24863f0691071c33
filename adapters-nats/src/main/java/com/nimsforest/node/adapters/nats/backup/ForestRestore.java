package com.nimsforest.node.adapters.nats.backup;

import com.nimsforest.node.adapters.nats.api.ApiAnswerWaiter;
import com.nimsforest.node.adapters.nats.api.ApiRequestException;
import com.nimsforest.node.adapters.nats.api.ConsumerInfo;
import com.nimsforest.node.adapters.nats.api.ForestStreamLayout;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.api.JetStreamErrorCode;
import com.nimsforest.node.adapters.nats.api.StreamInfo;
import com.nimsforest.node.domain.backup.BackupManifest;
import com.nimsforest.node.domain.backup.ConsumerBackup;
import com.nimsforest.node.domain.backup.RestoreStep;
import com.nimsforest.node.domain.backup.RestoreStep.Action;
import com.nimsforest.node.domain.backup.StreamBackup;
import com.nimsforest.node.ports.execution.BoundedPolling;
import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.failure.StorageUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** Brings the streams of one backup back. For one thread. */
final class ForestRestore {
    private static final Duration ELECTION = Duration.ofSeconds(30);

    private final JetStreamApi api;
    private final BackupFolder folder;
    private final int replicas;
    private final BooleanSupplier nodesRunning;

    ForestRestore(JetStreamApi api, BackupFolder folder, int replicas, BooleanSupplier nodesRunning) {
        this.api = api;
        this.folder = folder;
        this.replicas = replicas;
        this.nodesRunning = nodesRunning;
    }

    List<RestoreStep> plan() {
        BackupManifest manifest = folder.manifest();
        List<String> damages = folder.damages();
        if (!damages.isEmpty()) {
            throw new RejectedInputException("the backup is damaged: " + String.join("; ", damages));
        }
        ServerVersionRange.requireReadable(
                manifest.serverVersion(), api.connection().getServerInfo());
        if (nodesRunning.getAsBoolean()) {
            throw new RejectedInputException("a node is running: stop all of them first, systemctl stop nimsforest");
        }
        return manifest.streams().stream()
                .map(stream -> new RestoreStep(stream, action(stream), replicas))
                .toList();
    }

    private Action action(StreamBackup stream) {
        return info(stream.name()).map(there -> action(stream, there)).orElse(Action.RESTORE);
    }

    private Optional<StreamInfo> info(String stream) {
        return ApiAnswerWaiter.read("stream " + stream, StreamInfo.find(api, stream));
    }

    /** What the bucket holds follows the streams, so that it may be replaced where nothing else is there. */
    private static Action action(StreamBackup stream, StreamInfo info) {
        long last = info.lastSequence();
        boolean sameIdentity = info.identity().orElse(0) == stream.identity();
        if (sameIdentity && last == stream.lastSequence() && info.messages() == stream.messages()) {
            return Action.PRESENT;
        }
        return last == 0 || stream.name().equals(ForestStreamLayout.BUCKET) ? Action.REPLACE_EMPTY : Action.REFUSE;
    }

    List<RestoreStep> run(Consumer<String> progress) {
        List<RestoreStep> steps = plan();
        List<String> refused = steps.stream()
                .filter(step -> step.action() == Action.REFUSE)
                .map(step -> step.stream().name())
                .toList();
        if (!refused.isEmpty()) {
            throw new RejectedInputException(
                    String.join(", ", refused) + " hold messages that are not of this backup: nothing was restored");
        }
        for (RestoreStep step : steps) {
            progress.accept(step.stream().name() + ": " + step.action().words());
            perform(step);
        }
        return steps;
    }

    private void perform(RestoreStep step) {
        String stream = step.stream().name();
        if (step.action() == Action.REPLACE_EMPTY) {
            ApiAnswerWaiter.read("the empty stream " + stream, api.call("STREAM.DELETE." + stream, null));
        }
        if (step.action() != Action.PRESENT) {
            upload(step);
        }
        requireComplete(step.stream());
        step.stream().consumers().forEach(consumer -> await(() -> paused(stream, consumer.name())));
    }

    private void upload(RestoreStep step) {
        String stream = step.stream().name();
        ObjectNode request = (ObjectNode) JetStreamApi.JSON.readTree(folder.configuration(stream));
        ((ObjectNode) request.path("config")).put("num_replicas", step.replicas());
        try {
            new StreamSnapshotUpload(api, stream).from(folder.snapshot(stream), request, sent -> {});
        } catch (StorageUnavailableException failure) {
            Throwable cause = failure.getCause();
            if (cause != null && ApiRequestException.is(cause, JetStreamErrorCode.STREAM_NAME_EXIST_RESTORE_FAILED)) {
                throw new RejectedInputException(
                        stream + " was created meanwhile by a node: stop all nodes, systemctl stop nimsforest",
                        failure);
            }
            throw failure;
        }
    }

    /** The snapshot was made during a pause, which it has as well; empty once that is ended. */
    private Optional<String> paused(String stream, String consumer) {
        String path = stream + "." + consumer;
        ApiAnswerWaiter.read(path, api.find("CONSUMER.PAUSE." + path, JetStreamApi.object()));
        boolean paused = ApiAnswerWaiter.read(path, ConsumerInfo.find(api, stream, consumer))
                .map(info -> info.pausedUntil().isPresent())
                .orElse(true);
        return paused ? Optional.of(stream + ": consumer " + consumer + " is still paused") : Optional.empty();
    }

    /** In a mesh the leaders of a restored stream and of its consumers are elected first, and then say where they are. */
    private void requireComplete(StreamBackup stream) {
        await(() -> difference(stream));
        stream.consumers().forEach(consumer -> await(() -> difference(stream.name(), consumer)));
    }

    /** Until nothing is missing. Servers that elect leaders leave requests unanswered. */
    static void await(Supplier<Optional<String>> difference) {
        BoundedPolling.poll(ELECTION, () -> stillMissing(difference), Optional::isEmpty)
                .ifPresent(still -> {
                    throw new StorageUnavailableException("restore of " + still);
                });
    }

    private static Optional<String> stillMissing(Supplier<Optional<String>> difference) {
        try {
            return difference.get();
        } catch (StorageUnavailableException unanswered) {
            return Optional.of(String.valueOf(unanswered.getMessage()));
        }
    }

    private Optional<String> difference(StreamBackup stream) {
        Optional<StreamInfo> info = info(stream.name());
        long last = info.map(StreamInfo::lastSequence).orElse(0L);
        long messages = info.map(StreamInfo::messages).orElse(0L);
        boolean complete = last >= stream.lastSequence() && messages >= stream.messages();
        return complete
                ? Optional.empty()
                : Optional.of(stream.name() + ": it has " + messages + " messages to " + last + " instead of "
                        + stream.messages() + " to " + stream.lastSequence());
    }

    private Optional<String> difference(String stream, ConsumerBackup consumer) {
        long floor = ApiAnswerWaiter.read(
                        stream + " " + consumer.name(), ConsumerInfo.find(api, stream, consumer.name()))
                .map(info -> info.position().ackFloor())
                .orElse(0L);
        return floor >= consumer.ackFloor()
                ? Optional.empty()
                : Optional.of(stream + ": consumer " + consumer.name() + " is at " + floor + " instead of "
                        + consumer.ackFloor());
    }
}
