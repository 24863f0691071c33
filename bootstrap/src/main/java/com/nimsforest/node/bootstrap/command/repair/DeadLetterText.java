package com.nimsforest.node.bootstrap.command.repair;

import com.nimsforest.node.domain.payload.PrintableText;
import com.nimsforest.node.ports.driven.DeadLetter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A dead letter, for people and for programs. */
final class DeadLetterText {
    private DeadLetterText() {}

    static Map<String, Object> json(DeadLetter deadLetter) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("number", deadLetter.number());
        result.put("at", deadLetter.at().toString());
        result.put("stream", deadLetter.stream());
        result.put("consumer", deadLetter.consumer());
        result.put("subject", deadLetter.subject());
        result.put("seq", deadLetter.sequence());
        result.put("size", deadLetter.data().size());
        result.put("reason", deadLetter.reason());
        return result;
    }

    /** With the message itself: its bytes, and the text that they are, if they are one. */
    static Map<String, Object> jsonWithData(DeadLetter deadLetter) {
        Map<String, Object> result = json(deadLetter);
        byte[] bytes = deadLetter.data().bytes();
        if (!deadLetter.stackTrace().isEmpty()) {
            result.put("stackTrace", deadLetter.stackTrace());
        }
        result.put("data", Base64.getEncoder().encodeToString(bytes));
        text(bytes).ifPresent(text -> result.put("text", text));
        return result;
    }

    /** The message as a person may look at it: text that cannot play tricks on a terminal, or base64. */
    static String data(DeadLetter deadLetter) {
        byte[] bytes = deadLetter.data().bytes();
        return text(bytes)
                .map(text -> text.replace("\r\n", "\n"))
                .filter(text -> text.equals(PrintableText.lines(text)))
                .orElseGet(() -> "base64 " + Base64.getEncoder().encodeToString(bytes));
    }

    private static Optional<String> text(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException noText) {
            return Optional.empty();
        }
    }
}
