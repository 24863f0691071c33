package com.nimsforest.node.adapters.nats.wire;

import com.nimsforest.node.domain.compost.Compost;
import com.nimsforest.node.domain.compost.CompostAction;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.soil.EntityKey;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A compost as nodes write it: {@code {"entity":…,"action":…,"data":<inline JSON>,"nim":…,"ts":…,"slot":0}}, and {@code
 * "leaves"} with what is dropped together with the change. The slot is
 * always written 0; where the compost stands in the humus is known from its message.
 */
public final class CompostJson {
    private CompostJson() {}

    /** @throws com.nimsforest.node.ports.failure.RejectedInputException when the data or that of a delayed leaf is not JSON */
    public static byte[] write(Compost compost) {
        compost.provenance().ifPresent(made -> made.delayed().leaves().forEach(later -> WireJson.check(later.data())));
        return WireJson.object(json -> {
            json.writeStringProperty("entity", compost.entity().value());
            json.writeStringProperty("action", compost.action().word());
            WireJson.inline(json, "data", compost.data());
            json.writeStringProperty("nim", compost.nim());
            json.writeStringProperty("ts", WireTimeFormat.write(compost.time()));
            json.writeNumberProperty("slot", 0);
            if (!compost.leaves().isEmpty()) {
                json.writeName("leaves");
                json.writeStartArray();
                compost.leaves()
                        .forEach(leaf -> json.writeRawValue(new String(LeafJson.write(leaf), StandardCharsets.UTF_8)));
                json.writeEndArray();
            }
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
                            fields.time("ts"))
                    .dropping(leaves(fields));
        } catch (IllegalArgumentException wrong) {
            throw new WireFormatException(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    /** What an entity nim drops with the change; nodes written in Go pass over it. */
    private static List<Leaf> leaves(WireJsonObject fields) {
        return fields.elements("leaves").stream()
                .map(leaf -> LeafJson.read(leaf.text().getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    /** A delete may lack it. */
    private static JsonPayload data(WireJsonObject fields, CompostAction action) {
        return action == CompostAction.DELETE ? fields.optional("data").orElse(JsonPayload.NULL) : fields.json("data");
    }
}
