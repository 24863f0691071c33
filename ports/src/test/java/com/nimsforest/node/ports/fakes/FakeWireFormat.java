package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.domain.compost.Compost;
import com.nimsforest.node.domain.compost.CompostAction;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.payload.RawPayload;
import com.nimsforest.node.domain.river.RiverData;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.subject.Subject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The forest's messages as bytes, so that the fakes meet bytes that are none. */
final class FakeWireFormat {
    private static final Pattern TIME =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d)(?:\\.(\\d+))?(Z|[+-]\\d\\d:\\d\\d)");

    private FakeWireFormat() {}

    static RawPayload encode(RiverData data) {
        return RawPayload.ofText("{\"subject\":"
                + JsonFieldReader.literal(data.subject().value()) + ",\"data\":\""
                + Base64.getEncoder().encodeToString(data.data().bytes()) + "\",\"ts\":\"" + data.time() + "\"}");
    }

    static RawPayload encode(Leaf leaf) {
        return RawPayload.ofText("{\"subject\":"
                + JsonFieldReader.literal(leaf.subject().value()) + ",\"data\":" + leaf.data() + ",\"source\":"
                + JsonFieldReader.literal(leaf.source()) + ",\"ts\":\"" + leaf.time() + "\"}");
    }

    static RawPayload encode(Compost compost) {
        return RawPayload.ofText("{\"entity\":\"" + compost.entity() + "\",\"action\":\""
                + compost.action().word() + "\",\"data\":" + compost.data() + ",\"nim\":"
                + JsonFieldReader.literal(compost.nim()) + ",\"ts\":\"" + compost.time() + "\",\"slot\":0}");
    }

    static RiverData riverData(RawPayload body) {
        Map<String, String> fields = JsonFieldReader.fields(body.text());
        return new RiverData(
                Subject.of(text(fields, "subject")), RawPayload.of(bytes(field(fields, "data"))), time(fields));
    }

    static Leaf leaf(RawPayload body) {
        Map<String, String> fields = JsonFieldReader.fields(body.text());
        return new Leaf(
                Subject.of(text(fields, "subject")),
                JsonPayload.of(field(fields, "data")),
                text(fields, "source"),
                time(fields));
    }

    static Compost compost(RawPayload body) {
        Map<String, String> fields = JsonFieldReader.fields(body.text());
        CompostAction action = CompostAction.ofWord(text(fields, "action"))
                .orElseThrow(() -> new IllegalArgumentException("no action"));
        return new Compost(
                EntityKey.of(text(fields, "entity")),
                action,
                JsonPayload.of(
                        action == CompostAction.DELETE ? fields.getOrDefault("data", "null") : field(fields, "data")),
                text(fields, "nim"),
                time(fields));
    }

    private static String field(Map<String, String> fields, String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the field " + name + " is missing");
        }
        return value;
    }

    private static String text(Map<String, String> fields, String name) {
        return JsonFieldReader.string(field(fields, name));
    }

    private static Instant time(Map<String, String> fields) {
        Matcher parts = TIME.matcher(text(fields, "ts"));
        if (!parts.matches()) {
            throw new IllegalArgumentException("ts is no time with a zone");
        }
        String fraction = parts.group(2) == null ? "" : parts.group(2);
        try {
            return localTime(parts.group(1))
                    .toInstant(ZoneOffset.UTC)
                    .plusNanos(Long.parseLong((fraction + "000000000").substring(0, 9)))
                    .minusSeconds(offset(parts.group(3)));
        } catch (DateTimeException wrong) {
            throw new IllegalArgumentException("ts is no time: " + wrong.getMessage(), wrong);
        }
    }

    /** Of a text whose digits are where they should be; several times faster than a formatter. */
    private static LocalDateTime localTime(String text) {
        return LocalDateTime.of(
                number(text, 0, 4),
                number(text, 5, 7),
                number(text, 8, 10),
                number(text, 11, 13),
                number(text, 14, 16),
                number(text, 17, 19));
    }

    private static int number(String text, int begin, int end) {
        return Integer.parseInt(text, begin, end, 10);
    }

    private static long offset(String zone) {
        if (zone.equals("Z")) {
            return 0;
        }
        int hours = Integer.parseInt(zone.substring(1, 3));
        int minutes = Integer.parseInt(zone.substring(4));
        if (hours > 23 || minutes > 59) {
            throw new IllegalArgumentException("ts has no such offset: " + zone);
        }
        return (zone.startsWith("-") ? -1 : 1) * (hours * 3600L + minutes * 60L);
    }

    private static byte[] bytes(String literal) {
        String base64 =
                literal.equals("null") ? "" : JsonFieldReader.string(literal).replaceAll("[\r\n]", "");
        if (base64.length() % 4 != 0) {
            throw new IllegalArgumentException("data is no padded base64");
        }
        return Base64.getDecoder().decode(base64);
    }
}
