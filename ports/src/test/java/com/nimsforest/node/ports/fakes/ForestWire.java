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
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Map;

/** The forest's messages as bytes, so that the fakes meet bytes that are none. */
final class ForestWire {
    private ForestWire() {}

    static RawPayload encode(RiverData data) {
        return RawPayload.ofText("{\"subject\":"
                + MiniJson.literal(data.subject().value()) + ",\"data\":\""
                + Base64.getEncoder().encodeToString(data.data().bytes()) + "\",\"ts\":\"" + data.time() + "\"}");
    }

    static RawPayload encode(Leaf leaf) {
        return RawPayload.ofText(
                "{\"subject\":" + MiniJson.literal(leaf.subject().value()) + ",\"data\":" + leaf.data() + ",\"source\":"
                        + MiniJson.literal(leaf.source()) + ",\"ts\":\"" + leaf.time() + "\"}");
    }

    static RawPayload encode(Compost compost) {
        return RawPayload.ofText("{\"entity\":\"" + compost.entity() + "\",\"action\":\""
                + compost.action().word() + "\",\"data\":" + compost.data() + ",\"nim\":"
                + MiniJson.literal(compost.nim()) + ",\"ts\":\"" + compost.time() + "\",\"slot\":0}");
    }

    static RiverData riverData(RawPayload body) {
        Map<String, String> fields = MiniJson.fields(body.text());
        return new RiverData(
                Subject.of(text(fields, "subject")),
                RawPayload.of(Base64.getDecoder().decode(text(fields, "data"))),
                time(fields));
    }

    static Leaf leaf(RawPayload body) {
        Map<String, String> fields = MiniJson.fields(body.text());
        return new Leaf(
                Subject.of(text(fields, "subject")),
                JsonPayload.of(field(fields, "data")),
                text(fields, "source"),
                time(fields));
    }

    static Compost compost(RawPayload body) {
        Map<String, String> fields = MiniJson.fields(body.text());
        return new Compost(
                EntityKey.of(text(fields, "entity")),
                CompostAction.ofWord(text(fields, "action"))
                        .orElseThrow(() -> new IllegalArgumentException("no action")),
                JsonPayload.of(fields.getOrDefault("data", "null")),
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
        return MiniJson.string(field(fields, name));
    }

    private static Instant time(Map<String, String> fields) {
        try {
            return OffsetDateTime.parse(text(fields, "ts")).toInstant();
        } catch (DateTimeException wrong) {
            throw new IllegalArgumentException("ts is no time: " + wrong.getMessage(), wrong);
        }
    }
}
