package com.nimsforest.node.adapters.nats.twin;

import com.nimsforest.node.adapters.nats.api.InFlightMessage;
import com.nimsforest.node.adapters.nats.wire.CompostJson;
import com.nimsforest.node.adapters.nats.wire.LeafJson;
import com.nimsforest.node.adapters.nats.wire.RiverDataJson;
import com.nimsforest.node.domain.compost.Compost;
import com.nimsforest.node.domain.compost.CompostAction;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.payload.RawPayload;
import com.nimsforest.node.domain.river.RiverData;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.subject.Subject;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import io.nats.client.support.NatsJetStreamConstants;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * The message of each hop with the content that a node writes, read and written by the same codecs, and with headers of the
 * same names and lengths: both sides of a comparison send the same number of bytes. Any thread.
 */
final class BareClientMessages {
    private static final String RIVER_SUBJECT = "bench.river.put";
    private static final String LEAF_SUBJECT = "bench.leaf.path";
    private static final String HUMUS_SUBJECT = "bench.humus.path";
    private static final Subject RIVER = Subject.of("river.bench.path");
    private static final Subject LEAF = Subject.of("bench-forest.leaf");
    private static final String MAKER = "bench";
    /** As long as the identity of a stream in a position. */
    private static final String IDENTITY = "1796030535231";

    /** As long as any other. */
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.123456789Z");

    private BareClientMessages() {}

    static Message river(String id, byte[] data) {
        byte[] content = RiverDataJson.write(new RiverData(RIVER, RawPayload.of(data), TIME));
        return message(RIVER_SUBJECT, withId(id), content);
    }

    static Message compost(String id, byte[] data) {
        return compost(id, JsonPayload.of(new String(data, StandardCharsets.UTF_8)), TIME);
    }

    static Message soil(String key, byte[] value, long revision) {
        return soil(key, value, revision, 1);
    }

    static Message leafOf(Message river) {
        RiverData read = RiverDataJson.read(river.getData());
        Leaf leaf = new Leaf(LEAF, JsonPayload.of(read.data().text()), MAKER, read.time());
        String position = IDENTITY + ":" + river.metaData().streamSequence() + "/" + MAKER + "/0";
        Headers headers = withId(id(river) + "/bench/0").put(InFlightMessage.POSITION, position);
        return message(LEAF_SUBJECT, headers, LeafJson.write(leaf));
    }

    static Message compostOf(Message leaf) {
        Leaf read = LeafJson.read(leaf.getData());
        return compost(id(leaf) + "/bench/0", read.data(), read.time());
    }

    static Message soilOf(Message compost, long revision) {
        Compost read = CompostJson.read(compost.getData());
        byte[] value = read.data().text().getBytes(StandardCharsets.UTF_8);
        return soil(key(id(compost)), value, revision, compost.metaData().streamSequence());
    }

    /** The subject of the soil for what became of a message. */
    static String soilSubject(Message compost) {
        return soilSubject(key(id(compost)));
    }

    private static Message compost(String id, JsonPayload data, Instant time) {
        Compost compost = new Compost(EntityKey.of(key(id)), CompostAction.CREATE, data, MAKER, time);
        return message(HUMUS_SUBJECT, withId(id), CompostJson.write(compost));
    }

    private static Message soil(String key, byte[] value, long revision, long sequence) {
        Headers headers = new Headers()
                .put(NatsJetStreamConstants.EXPECTED_LAST_SUB_SEQ_HDR, Long.toString(revision))
                .put("Nimsforest-Source", IDENTITY + ":" + sequence)
                .put("Nimsforest-Stored", TIME.toString());
        return message(soilSubject(key), headers, value);
    }

    private static String soilSubject(String key) {
        return "$KV." + BareClientStreams.BUCKET + "." + key;
    }

    private static String key(String id) {
        return id.replace('/', '-');
    }

    private static Headers withId(String id) {
        return new Headers().put(NatsJetStreamConstants.MSG_ID_HDR, id);
    }

    private static String id(Message message) {
        return message.getHeaders().getFirst(NatsJetStreamConstants.MSG_ID_HDR);
    }

    private static Message message(String subject, Headers headers, byte[] content) {
        return NatsMessage.builder()
                .subject(subject)
                .headers(headers)
                .data(content)
                .build();
    }
}
