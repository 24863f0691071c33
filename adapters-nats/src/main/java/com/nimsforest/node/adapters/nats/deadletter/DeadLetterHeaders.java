package com.nimsforest.node.adapters.nats.deadletter;

import com.nimsforest.node.adapters.nats.api.InFlightMessage;
import com.nimsforest.node.domain.handler.HandlerFailure;
import com.nimsforest.node.ports.driven.Verdict;
import io.nats.client.impl.Headers;
import io.nats.client.support.NatsJetStreamConstants;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The headers of a dead letter: where the message came from and why, and those that it had. */
final class DeadLetterHeaders {
    static final String STREAM = "Nimsforest-Stream";
    static final String CONSUMER = "Nimsforest-Consumer";
    static final String SUBJECT = InFlightMessage.SUBJECT;
    static final String SEQUENCE = "Nimsforest-Sequence";
    static final String REASON = "Nimsforest-Reason";
    /** Where the handler failed, the lines divided by {@link #NEXT_LINE}. */
    static final String STACK_TRACE = "Nimsforest-Stack-Trace";

    static final String NEXT_LINE = " | ";
    static final String DELIVERIES = "Nimsforest-Deliveries";
    /** How the payload is kept when it would not fit beside its headers: {@code gzip}. */
    static final String ENCODING = "Nimsforest-Encoding";
    /** How many bytes the payload had, when not even packed it would fit and was cut. */
    static final String CUT = "Nimsforest-Cut";

    private static final String ORIGINAL = "Nimsforest-Original-";
    private static final int MOST_REASON = 512;
    private static final int MOST_ORIGINAL = 8192;

    private DeadLetterHeaders() {}

    static Headers of(InFlightMessage item, DeadLetterOrigin origin, Verdict verdict) {
        Headers headers = new Headers();
        String reason = verdict.reason();
        int copied = copyOriginal(item.message().getHeaders(), headers);
        put(headers, STREAM, origin.stream());
        put(headers, CONSUMER, origin.consumer());
        put(headers, SUBJECT, origin.subject());
        put(headers, SEQUENCE, Long.toString(origin.sequence()));
        put(headers, DELIVERIES, Long.toString(item.delivered()));
        put(headers, REASON, reason.length() > MOST_REASON ? reason.substring(0, MOST_REASON) : reason);
        putTrace(headers, verdict.failure().map(HandlerFailure::stackTrace).orElse(""));
        put(headers, InFlightMessage.ID, item.id(origin.stream()).value());
        put(
                headers,
                InFlightMessage.POSITION,
                item.origin(origin.stream()).position().toString());
        if (!origin.trees().isEmpty()) {
            put(headers, InFlightMessage.TREES, origin.trees());
        }
        put(headers, NatsJetStreamConstants.MSG_ID_HDR, origin.messageId());
        if (copied > MOST_ORIGINAL) {
            put(headers, ORIGINAL + "Left-Out", "headers longer than " + MOST_ORIGINAL + " characters");
        }
        return headers;
    }

    private static void putTrace(Headers headers, String trace) {
        if (!trace.isEmpty()) {
            put(
                    headers,
                    STACK_TRACE,
                    String.join(NEXT_LINE, trace.lines().map(String::strip).toList()));
        }
    }

    /** Where the handler failed, one line a frame. */
    static String trace(String header) {
        return header.replace(NEXT_LINE, "\n    ");
    }

    /** The servers act on headers of their own, so these are kept under another name. Returns their length. */
    static int copyOriginal(@Nullable Headers original, Headers headers) {
        if (original == null) {
            return 0;
        }
        int length = 0;
        for (var entry : original.entrySet()) {
            String name = entry.getKey().startsWith("Nats-") ? ORIGINAL + entry.getKey() : entry.getKey();
            for (String value : entry.getValue() == null ? List.<String>of() : entry.getValue()) {
                length += name.length() + value.length();
                if (length <= MOST_ORIGINAL) {
                    headers.add(name, printable(value));
                }
            }
        }
        return length;
    }

    /** The headers of a letter that its message brought along itself. */
    static Headers original(Map<String, String> deadLetter) {
        Headers headers = new Headers();
        deadLetter.forEach((name, value) -> {
            if (!name.startsWith("Nimsforest-") && !name.startsWith("Nats-")) {
                put(headers, name, value);
            }
        });
        return headers;
    }

    static void put(Headers headers, String name, String value) {
        headers.put(name, printable(value));
    }

    /** Header values are printable ASCII; what is not is shown as a question mark. */
    private static String printable(String value) {
        return value.replaceAll("[^ -~]", "?");
    }
}
