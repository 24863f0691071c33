package com.nimsforest.node.adapters.nats.connection;

import io.nats.client.AuthHandler;
import io.nats.client.NKey;
import io.nats.client.Nats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/** Reads the files with which a client proves who it is: a seed alone, or with a JWT. */
final class CredentialFileReader {
    private CredentialFileReader() {}

    static AuthHandler creds(Path file) throws IOException {
        String text = Files.readString(file);
        if (!text.contains("NATS USER JWT")) {
            throw new IOException("no NATS user credentials in " + file);
        }
        return Nats.staticCredentials(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    static AuthHandler nkey(Path file) throws IOException {
        char[] seed = Files.readAllLines(file).stream()
                .map(String::strip)
                .filter(line -> line.startsWith("SU"))
                .findFirst()
                .orElseThrow(() -> new IOException("no user seed (SU…) in " + file))
                .toCharArray();
        try {
            return new SeedHandler(NKey.fromSeed(seed));
        } catch (IllegalArgumentException wrong) {
            throw new IOException("the seed in " + file + " is wrong", wrong);
        }
    }

    /** Signs with a seed; there is no JWT. */
    private record SeedHandler(NKey key) implements AuthHandler {
        @Override
        public byte[] sign(byte[] nonce) {
            try {
                return key.sign(nonce);
            } catch (GeneralSecurityException | IOException impossible) {
                throw new IllegalStateException("the nonce could not be signed", impossible);
            }
        }

        @Override
        public char[] getID() {
            try {
                return key.getPublicKey();
            } catch (GeneralSecurityException | IOException impossible) {
                throw new IllegalStateException("the seed has no public key", impossible);
            }
        }

        @Override
        public char @Nullable [] getJWT() {
            return null;
        }
    }
}
