package com.nimsforest.node.adapters.nats.backup;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of what is read or written. For one thread at a time. */
final class SnapshotChecksum {
    private final MessageDigest digest;

    SnapshotChecksum() {
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    MessageDigest digest() {
        return digest;
    }

    /** In hexadecimal digits; ends it. */
    String text() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
