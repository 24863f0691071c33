package com.nimsforest.node.bootstrap.lab.dev;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Why a folder cannot be used: the message of some exceptions is the path alone. */
final class FolderFailureText {
    private FolderFailureText() {}

    static String of(Path folder, IOException failure) {
        return "the folder " + folder + " cannot be used: " + reason(failure);
    }

    private static String reason(IOException failure) {
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
