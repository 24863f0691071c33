package com.nimsforest.node.ports.driven.operations;

import com.nimsforest.node.domain.backup.BackupManifest;
import com.nimsforest.node.domain.backup.RestoreStep;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Everything that the forest holds, in a folder and back again. All methods wait, and fail with {@code
 * StorageUnavailableException} when the servers do not answer, {@code RejectedInputException} when the folder is none that can
 * be taken.
 */
public interface ForestBackup {
    /**
     * Backs up all streams into a folder that is new, empty, or left by a run that did not come to its end. All consumers
     * are paused and what is in flight is settled first, so that no effect is in one stream and its cause unacknowledged in
     * another; they go on afterwards, and by themselves two minutes after this process has died. Posts are taken all the time.
     *
     * @param nodeVersion of the program that makes it
     * @param progress hears what is done, line by line, on the calling thread
     */
    BackupManifest backUp(Path folder, String nodeVersion, Consumer<String> progress);

    /** What {@link #restore} would do now. Checks the whole backup. */
    List<RestoreStep> plan(Path folder);

    /**
     * Restores all streams into servers that hold none of them, or only empty ones; what an interrupted run has restored
     * stays. No node may be running.
     *
     * @throws com.nimsforest.node.ports.failure.RejectedInputException also when a node is running, a stream holds other
     *     messages, or the server is too old for the snapshots; nothing was done then
     */
    List<RestoreStep> restore(Path folder, Consumer<String> progress);
}
