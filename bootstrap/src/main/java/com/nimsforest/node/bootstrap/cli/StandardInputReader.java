package com.nimsforest.node.bootstrap.cli;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * What is piped into a command.
 *
 * @param terminal whether a person would have to type it
 */
public record StandardInputReader(InputStream stream, boolean terminal) {
    /** No server takes a larger message. */
    private static final int MOST = 64 * 1024 * 1024;

    public StandardInputReader {
        requireNonNull(stream, "stream");
    }

    public static StandardInputReader ofProcess() {
        // Buffered, since a bare file stream asks for its position before it reads, which a pipe does not have.
        return new StandardInputReader(
                new BufferedInputStream(new FileInputStream(FileDescriptor.in)), TerminalDetector.isInput());
    }

    public byte[] read() {
        try {
            byte[] bytes = stream.readNBytes(MOST + 1);
            if (bytes.length > MOST) {
                throw new CommandException(
                        ProcessExitCodes.FAILED, "standard input is larger than 64 MB, which no server takes");
            }
            return bytes;
        } catch (IOException unreadable) {
            throw new CommandException(
                    ProcessExitCodes.FAILED, "standard input cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }
}
