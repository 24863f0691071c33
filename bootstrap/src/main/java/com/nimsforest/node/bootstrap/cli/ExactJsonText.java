package com.nimsforest.node.bootstrap.cli;

import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.payload.PrintableText;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamLocation;
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

    /**
     * What is wrong with a text that should be one JSON value; empty when it is. No number is computed: any is JSON, however
     * large.
     */
    public static Optional<String> objection(String text) {
        try (JsonParser parser = MAPPER.createParser(text)) {
            if (parser.nextToken() == null) {
                return Optional.of("it is empty");
            }
            parser.skipChildren();
            return parser.nextToken() == null ? Optional.empty() : Optional.of("it is more than one value");
        } catch (JacksonException wrong) {
            return Optional.of(wrong.getOriginalMessage() + place(wrong.getLocation()));
        }
    }

    private static String place(@Nullable TokenStreamLocation found) {
        return found == null ? "" : " (line " + found.getLineNr() + ", column " + found.getColumnNr() + ")";
    }

    /** The value as part of a printed result. */
    public static Object value(JsonPayload payload) {
        try {
            JsonNode node = MAPPER.readTree(payload.text());
            return node.isMissingNode() ? "" : node;
        } catch (JacksonException | NumberFormatException other) {
            // Any client may write into the bucket; what is no JSON, or a number beyond every range, is shown as text.
            return payload.text();
        }
    }

    /** The value on one line, for people. */
    public static String line(JsonPayload payload) {
        return PrintableText.escaped(
                payload.text().replaceAll("\\s*\\R\\s*", " ").replace('\t', ' '));
    }
}
