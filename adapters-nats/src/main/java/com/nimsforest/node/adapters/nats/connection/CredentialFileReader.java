package com.nimsforest.node.adapters.nats.connection;

import io.nats.client.AuthHandler;
import io.nats.client.NKey;
import io.nats.client.Nats;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the files with which a client proves who it is: a seed alone, or with a JWT. */
final class CredentialFileReader {
    // In any order, indented or not, with any line ends, and with a byte order mark in front: as editors leave them.
    private static final Pattern JWT = Pattern.compile("BEGIN NATS USER JWT-+\\s+([A-Za-z0-9_.=-]+)\\s");
    private static final Pattern SEED = Pattern.compile("BEGIN USER NKEY SEED-+\\s+(S[A-Z2-7]+)\\s");
    private static final Pattern BARE_SEED = Pattern.compile("(?<![A-Za-z0-9])(SU[A-Z2-7]+)");

    private CredentialFileReader() {}

    static AuthHandler creds(Path file) throws IOException {
        String text = text(file);
        String jwt = part(JWT, text, () -> "no NATS USER JWT in " + file);
        String seed = part(SEED, text, () -> "no USER NKEY SEED in " + file);
        checkedKey(seed.toCharArray(), file);
        return Nats.staticCredentials(jwt.toCharArray(), seed.toCharArray());
    }

    private static String part(Pattern form, String text, Supplier<String> missing) throws IOException {
        Matcher part = form.matcher(text);
        if (!part.find()) {
            throw new IOException(missing.get());
        }
        return part.group(1);
    }

    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException odd) {
            throw new IOException(file + " is not a text of UTF-8", odd);
        }
    }

    static AuthHandler nkey(Path file) throws IOException {
        String seed = part(BARE_SEED, text(file), () -> "no user seed (SU…) in " + file);
        return new SeedHandler(checkedKey(seed.toCharArray(), file));
    }

    private static NKey checkedKey(char[] seed, Path file) throws IOException {
        try {
            return NKey.fromSeed(seed);
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
