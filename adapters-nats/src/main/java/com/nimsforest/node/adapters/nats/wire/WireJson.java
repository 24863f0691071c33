package com.nimsforest.node.adapters.nats.wire;

import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.ports.failure.RejectedInputException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** The JSON library, bounded only where a value could harm the reader: what Go reads, we read. */
final class WireJson {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(10_000)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private WireJson() {}

    static JsonParser parser(String text) {
        return FACTORY.createParser(ObjectReadContext.empty(), text);
    }

    /** Where it is broken; not how, for that would quote a payload in logs. */
    static String place(JacksonException broken) {
        TokenStreamLocation location = broken.getLocation();
        return location == null ? "of unknown length" : "broken at character " + location.getCharOffset();
    }

    static String folded(String name) {
        return name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    /** The text of the value that the parser stands at, as it is; the parser moves to its end. */
    static String value(JsonParser parser, String text) {
        int start = (int) parser.currentTokenLocation().getCharOffset();
        JsonToken token = parser.currentToken();
        if (token.isStructStart()) {
            parser.skipChildren();
            return text.substring(start, (int) parser.currentTokenLocation().getCharOffset() + 1);
        }
        if (token == JsonToken.VALUE_STRING) {
            parser.finishToken();
            return text.substring(start, (int) parser.currentLocation().getCharOffset());
        }
        return text.substring(start, start + parser.getStringLength());
    }

    /** One object, written by the given action. */
    static byte[] object(Consumer<JsonGenerator> fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            fields.accept(json);
            json.writeEndObject();
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Writes text that plug-ins and callers give as JSON, once it is sure that it is. */
    static void inline(JsonGenerator json, String name, JsonPayload value) {
        check(value);
        json.writeName(name);
        json.writeRawValue(value.text());
    }

    /** Fails with {@code RejectedInputException} for what is not one JSON value. */
    static void check(JsonPayload value) {
        try (JsonParser parser = parser(value.text())) {
            if (parser.nextToken() == null) {
                throw new RejectedInputException("the data is empty, where JSON is expected");
            }
            parser.skipChildren();
            parser.finishToken();
            if (parser.nextToken() != null) {
                throw new RejectedInputException("the data is more than one JSON value");
            }
        } catch (JacksonException broken) {
            throw new RejectedInputException("the data is not JSON, " + place(broken), broken);
        }
    }
}
