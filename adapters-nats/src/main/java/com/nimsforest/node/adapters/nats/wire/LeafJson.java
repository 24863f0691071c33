package com.nimsforest.node.adapters.nats.wire;

import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.subject.Subject;

/** A leaf as nodes write it: {@code {"subject":…,"data":<inline JSON>,"source":…,"ts":…}}. */
public final class LeafJson {
    private LeafJson() {}

    /** @throws com.nimsforest.node.ports.failure.RejectedInputException when the data is not JSON */
    public static byte[] write(Leaf leaf) {
        return WireJson.object(json -> {
            json.writeStringProperty("subject", leaf.subject().value());
            WireJson.inline(json, "data", leaf.data());
            json.writeStringProperty("source", leaf.source());
            json.writeStringProperty("ts", WireTimeFormat.write(leaf.time()));
        });
    }

    /** @throws WireFormatException when the bytes are no leaf */
    public static Leaf read(byte[] bytes) {
        WireJsonObject fields = WireJsonObject.read(bytes);
        try {
            return new Leaf(
                    Subject.of(fields.text("subject")), fields.json("data"), fields.text("source"), fields.time("ts"));
        } catch (IllegalArgumentException wrong) {
            throw new WireFormatException(String.valueOf(wrong.getMessage()), wrong);
        }
    }
}
