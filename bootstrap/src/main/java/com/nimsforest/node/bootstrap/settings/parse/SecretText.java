package com.nimsforest.node.bootstrap.settings.parse;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Recognises secrets where they do not belong, so that whoever put one there does not find it in a log. */
public final class SecretText {
    private static final String MASK = "***";

    /** The forms of <a href="https://docs.nats.io/running-a-nats-service/configuration/securing_nats/auth_intro/nkey_auth">nkey seeds</a>, JWTs and PEM. */
    private static final Pattern SECRET = Pattern.compile("\\bS[ACNOUXP][A-Z2-7]{40,}\\b"
            + "|\\beyJ[A-Za-z0-9_-]{8,}(?:\\.[A-Za-z0-9_-]*)*"
            + "|-{3,}\\s*BEGIN[\\s\\S]*");

    private static final Pattern PATH_LIKE = Pattern.compile("\\.{0,2}/[^+=\\s]*/[^+=\\s]*|\\.{1,2}/[^+=\\s]*");

    private SecretText() {}

    /** Whether a secret stands in the text that can be told by its form. */
    public static boolean isIn(String text) {
        return SECRET.matcher(text).find();
    }

    /** The text without what has the form of a secret, and without the logins of URLs. */
    public static String masked(String text) {
        String open = SECRET.matcher(text).replaceAll(MASK);
        return open.contains("@") ? NatsServerUrls.masked(open) : open;
    }

    /** The name of a file with a secret in it: shown when it is one, or looks like one; else it may be the secret itself. */
    public static String maskedPath(String text) {
        return isIn(text) || !exists(text) && !PATH_LIKE.matcher(text).matches() ? MASK : text;
    }

    private static boolean exists(String text) {
        try {
            return Files.exists(Path.of(text));
        } catch (InvalidPathException other) {
            return false;
        }
    }
}
