package com.nimsforest.node.bootstrap.cli;

import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.payload.PrintableText;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON that was typed or found, every digit kept. */
public final class ExactJsonText {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private ExactJsonText() {}

    /** What is wrong with a text that should be JSON; empty when it is. */
    public static Optional<String> objection(String text) {
        try {
            return MAPPER.readTree(text).isMissingNode() ? Optional.of("it is empty") : Optional.empty();
        } catch (JacksonException wrong) {
            return Optional.of(String.valueOf(wrong.getOriginalMessage()) + " (line "
                    + wrong.getLocation().getLineNr() + ", column "
                    + wrong.getLocation().getColumnNr() + ")");
        }
    }

    /** The value as part of a printed result. */
    public static Object value(JsonPayload payload) {
        try {
            JsonNode node = MAPPER.readTree(payload.text());
            return node.isMissingNode() ? "" : node;
        } catch (JacksonException other) {
            // Any client may write into the bucket; what is no JSON is shown as text.
            return payload.text();
        }
    }

    /** The value on one line, for people. */
    public static String line(JsonPayload payload) {
        return PrintableText.escaped(
                payload.text().replaceAll("\\s*\\R\\s*", " ").replace('\t', ' '));
    }
}
