package com.nimsforest.node.adapters.nats.wire;

import com.nimsforest.node.domain.payload.RawPayload;
import com.nimsforest.node.domain.river.RiverData;
import com.nimsforest.node.domain.subject.Subject;
import java.util.Base64;

/** River data as nodes write it: {@code {"subject":…,"data":"<base64>","ts":…}}. */
public final class RiverDataJson {
    private static final String FORM = "no river data, which is JSON with subject, data in base64, and ts, as"
            + " POST /river/SUBJECT and 'nimsforest river put' write it: ";

    private RiverDataJson() {}

    public static byte[] write(RiverData data) {
        return WireJson.object(json -> {
            json.writeStringProperty("subject", data.subject().value());
            json.writeStringProperty(
                    "data", Base64.getEncoder().encodeToString(data.data().bytes()));
            json.writeStringProperty("ts", WireTimeFormat.write(data.time()));
        });
    }

    /** @throws WireFormatException when the bytes are no river data */
    public static RiverData read(byte[] bytes) {
        try {
            WireJsonObject fields = WireJsonObject.read(bytes);
            return new RiverData(
                    Subject.of(fields.text("subject")), RawPayload.of(fields.bytes("data")), fields.time("ts"));
        } catch (WireFormatException | IllegalArgumentException wrong) {
            throw new WireFormatException(FORM + wrong.getMessage(), wrong);
        }
    }
}
