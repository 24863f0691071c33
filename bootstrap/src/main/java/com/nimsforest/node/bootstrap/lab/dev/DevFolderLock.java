package com.nimsforest.node.bootstrap.lab.dev;

import com.nimsforest.node.bootstrap.lab.process.DevForestException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Only one dev at a time has a folder; the system gives the lock back however its holder ends. */
final class DevFolderLock implements AutoCloseable {
    static final String NAME = "dev.lock";

    private final FileChannel file;

    private DevFolderLock(FileChannel file) {
        this.file = file;
    }

    static DevFolderLock on(Path folder) throws IOException {
        Path path = folder.resolve(NAME);
        FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(file) == null) {
            file.close();
            throw new DevForestException(
                    DevForestException.CONFIGURATION,
                    "another dev (pid " + Files.readString(path).strip() + ") runs in " + folder
                            + "; stop it, or choose another folder with --dir and other ports");
        }
        file.truncate(0);
        file.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8)));
        return new DevFolderLock(file);
    }

    /** Whether a dev, in another process, has the folder now. */
    static boolean isHeld(Path folder) throws IOException {
        try (FileChannel file = FileChannel.open(folder.resolve(NAME), StandardOpenOption.WRITE)) {
            return tryLock(file) == null;
        } catch (NoSuchFileException never) {
            return false;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
