package com.nimsforest.node.adapters.nats.connection;

import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamStatusException;
import java.io.FileNotFoundException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Says in a few words, fit for one line of a log, why the sidecar could not be reached or was lost. */
public final class ConnectionFailureText {
    private static final String NO_ANSWER = "no answer in time";
    private static final String NO_INFO = "it closed the connection before it said what it is";
    /** How a server fails to speak first. */
    private static final Set<String> SILENT = Set.of(NO_ANSWER, NO_INFO);

    private static final Map<String, String> KNOWN = Map.of(
            "max outgoing ping count exceeded", "it does not answer pings",
            "read channel closed", "it closed the connection",
            "connection reset", "connection reset",
            "broken pipe", "connection broken",
            "no responsive ip found", "none of its addresses answers",
            "ssl connection wanted by client", "it does not offer TLS, which the settings ask for",
            "ssl required by server", "it requires TLS: give a CA or a tls:// address",
            "failed to read initial info", NO_INFO,
            "non-info initial message", "what answers there is no NATS server",
            "missed lf", "what answers there is no NATS server");
    private static final Map<String, String> KNOWN_OF_TLS = Map.of(
            "unsupported or unrecognized ssl message", "it speaks before the handshake: unset NATS_TLS_FIRST",
            "unable to find valid certification path", "none of the known CAs signed its certificate: set NATS_CA");
    private static final Map<String, String> KNOWN_ERRORS = Map.of(
            "authorization violation", "it refuses the credentials",
            "user authentication expired", "the credentials have expired",
            "user authentication revoked", "the credentials were revoked",
            "account authentication expired", "the account has expired",
            "authentication timeout", "it took too long to prove who we are",
            "maximum connections exceeded", "it has as many connections as it takes",
            "stale connection", "it missed our pings",
            "slow consumer", "it called us a slow consumer");

    private ConnectionFailureText() {}

    public static String describe(Throwable failure) {
        Throwable cause = deepest(failure);
        String message = cause.getMessage() == null ? "" : cause.getMessage().strip();
        if (cause instanceof UnknownHostException) {
            return "unknown host " + message.replaceFirst(":.*", "");
        }
        if (cause instanceof TimeoutException
                || cause instanceof SocketTimeoutException
                || cause instanceof CancellationException) {
            return NO_ANSWER;
        }
        if (cause instanceof NoSuchFileException || cause instanceof FileNotFoundException) {
            return "no such file: " + message;
        }
        if (cause instanceof AccessDeniedException) {
            return "file cannot be read: " + message;
        }
        if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
            return message.isEmpty() ? "connection refused" : lowered(message.replaceFirst(" \\(.*", ""));
        }
        if (cause instanceof JetStreamStatusException) {
            return "nobody answers for it";
        }
        if (cause instanceof JetStreamApiException refused) {
            return String.valueOf(refused.getErrorDescription());
        }
        return plain(cause, message);
    }

    /** The same text for a connection with TLS that the server was to begin. */
    static String beforeTls(String text) {
        return SILENT.contains(text) ? text + "; with handshake_first it needs NATS_TLS_FIRST=true" : text;
    }

    /** The same for an error that the server sent. */
    public static String describe(String serverError) {
        return known(KNOWN_ERRORS, serverError, "it says: " + serverError);
    }

    private static String plain(Throwable cause, String message) {
        String text = known(KNOWN, message, message.isEmpty() ? cause.getClass().getSimpleName() : message);
        return cause instanceof SSLException ? "TLS: " + known(KNOWN_OF_TLS, message, text) : text;
    }

    private static String known(Map<String, String> phrases, String said, String otherwise) {
        String lower = said.toLowerCase(Locale.ROOT);
        return phrases.entrySet().stream()
                .filter(phrase -> lower.contains(phrase.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(otherwise.replaceAll("\\s+", " "));
    }

    private static Throwable deepest(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof SSLException)) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String lowered(String message) {
        return message.isEmpty() ? message : Character.toLowerCase(message.charAt(0)) + message.substring(1);
    }
}
