package com.nimsforest.node.adapters.nats.entity;

import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;

/** Up to which sequence of its stream a consumer has nothing left to acknowledge. */
final class ConsumerFloorReader {
    private ConsumerFloorReader() {}

    /** Empty when there is no such consumer. Fails as {@link JetStreamApi#call}. */
    static CompletableFuture<Optional<Long>> floor(JetStreamApi api, String stream, String consumer) {
        return api.find("CONSUMER.INFO." + stream + "." + consumer, null)
                .thenApply(info -> info.map(ConsumerFloorReader::floor));
    }

    /**
     * From one answer of one server, so that it is one moment: with nothing unacknowledged, all that was delivered is done,
     * also where the floor stays below messages that were removed from the stream.
     */
    static long floor(JsonNode info) {
        long floor = info.path("ack_floor").path("stream_seq").asLong();
        boolean isAllAcknowledged = info.path("num_ack_pending").asLong() == 0;
        return isAllAcknowledged
                ? Math.max(floor, info.path("delivered").path("stream_seq").asLong())
                : floor;
    }

    /** Whether it has nothing to do: what is gone from the stream by now was either worked or never will be. */
    static boolean isIdle(JsonNode info) {
        return info.path("num_pending").asLong() == 0
                && info.path("num_ack_pending").asLong() == 0;
    }
}
