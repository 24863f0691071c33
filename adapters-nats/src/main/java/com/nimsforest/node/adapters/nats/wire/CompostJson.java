package com.nimsforest.node.adapters.nats.wire;

import com.nimsforest.node.domain.compost.Compost;
import com.nimsforest.node.domain.compost.CompostAction;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.soil.EntityKey;

/**
 * A compost as nodes write it: {@code {"entity":…,"action":…,"data":<inline JSON>,"nim":…,"ts":…,"slot":0}}. The slot is
 * always written 0; where the compost stands in the humus is known from its message.
 */
public final class CompostJson {
    private CompostJson() {}

    /** @throws com.nimsforest.node.ports.failure.RejectedInputException when the data is not JSON */
    public static byte[] write(Compost compost) {
        return WireJson.object(json -> {
            json.writeStringProperty("entity", compost.entity().value());
            json.writeStringProperty("action", compost.action().word());
            WireJson.inline(json, "data", compost.data());
            json.writeStringProperty("nim", compost.nim());
            json.writeStringProperty("ts", WireTimeFormat.write(compost.time()));
            json.writeNumberProperty("slot", 0);
        });
    }

    /** @throws WireFormatException when the bytes are no compost */
    public static Compost read(byte[] bytes) {
        WireJsonObject fields = WireJsonObject.read(bytes);
        CompostAction action = CompostAction.ofWord(fields.text("action"))
                .orElseThrow(() -> new WireFormatException("field 'action' is none of create, update, delete"));
        try {
            return new Compost(
                    EntityKey.of(fields.text("entity")),
                    action,
                    data(fields, action),
                    fields.text("nim"),
                    fields.time("ts"));
        } catch (IllegalArgumentException wrong) {
            throw new WireFormatException(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    /** A delete may lack it. */
    private static JsonPayload data(WireJsonObject fields, CompostAction action) {
        return action == CompostAction.DELETE ? fields.optional("data").orElse(JsonPayload.NULL) : fields.json("data");
    }
}
