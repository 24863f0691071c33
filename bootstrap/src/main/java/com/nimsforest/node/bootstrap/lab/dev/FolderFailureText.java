package com.nimsforest.node.bootstrap.lab.dev;

import com.nimsforest.node.ports.failure.FileFailureText;
import java.io.IOException;
import java.nio.file.Path;

/** Why a folder cannot be used. */
final class FolderFailureText {
    private FolderFailureText() {}

    static String of(Path folder, IOException failure) {
        return "the folder " + folder + " cannot be used: " + FileFailureText.of(failure);
    }
}
