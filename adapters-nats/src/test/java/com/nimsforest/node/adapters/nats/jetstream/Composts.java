package com.nimsforest.node.adapters.nats.jetstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.compost.Compost;
import com.nimsforest.node.domain.compost.CompostAction;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.subject.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Composts for tests. */
final class Composts {
    private Composts() {}

    static void add(Grove grove, String entity) {
        Compost compost = new Compost(
                EntityKey.of(entity),
                CompostAction.UPDATE,
                JsonPayload.of("1"),
                "a nim",
                Instant.parse("2026-11-23T23:21:36.087802027Z"));
        assertThat(grove.forest.humus().add(new MessageId("c-" + UUID.randomUUID()), Token.of("a-nim"), compost))
                .succeedsWithin(Duration.ofSeconds(40));
    }
}
