package com.nimsforest.node.ports.failure;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;

/** Why a file or a folder cannot be used: the message of some exceptions is the path alone. */
public final class FileFailureText {
    private FileFailureText() {}

    public static String of(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof NoSuchFileException) {
            return message + ": no such file or folder";
        }
        if (failure instanceof AccessDeniedException) {
            return message + ": permission denied";
        }
        return failure instanceof FileAlreadyExistsException ? message + ": is a file" : message;
    }
}
