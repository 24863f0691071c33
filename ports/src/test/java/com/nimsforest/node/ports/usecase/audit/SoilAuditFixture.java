package com.nimsforest.node.ports.usecase.audit;

import com.nimsforest.node.domain.audit.SoilAuditFinding;
import com.nimsforest.node.domain.compost.Compost;
import com.nimsforest.node.domain.compost.CompostAction;
import com.nimsforest.node.domain.health.JetStreamFacts;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.operations.StreamSnapshot;
import com.nimsforest.node.ports.fakes.InMemoryForest;
import com.nimsforest.node.ports.usecase.Decomposer;
import com.nimsforest.node.ports.usecase.UseCaseTestbed;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** A soil, the humus that it comes of, and what an audit says of them. */
abstract class SoilAuditFixture {
    final UseCaseTestbed testbed = new UseCaseTestbed();
    final InMemoryForest node = testbed.node();
    final Decomposer decomposer = new Decomposer(node.humus(), node.soil(), testbed.instruments);
    final List<String> lines = new ArrayList<>();
    final List<Integer> progress = new ArrayList<>();
    Subscription decomposing = () -> {};
    int ids;

    @BeforeEach
    void start() {
        node.storage().see(JetStreamFacts.available("", List.of()));
        testbed.servers.closeWithin(Duration.ZERO);
        decomposing = decomposer.start();
    }

    void putByHand(String key, String value) {
        testbed.servers.putRaw("$KV.SOIL." + key, value.getBytes(StandardCharsets.UTF_8));
    }

    void add(String entity, CompostAction action, String json) {
        node.humus().add(new MessageId("id" + ++ids), Token.of("test"), compost(entity, action, json));
        testbed.letTimePass();
    }

    Compost compost(String entity, CompostAction action, String json) {
        return new Compost(EntityKey.of(entity), action, JsonPayload.of(json), "test", testbed.clock.instant());
    }

    SoilAuditReport audit(boolean repair) {
        return audit(node.snapshot(), repair);
    }

    SoilAuditReport audit(StreamSnapshot snapshot, boolean repair) {
        AuditPorts ports =
                new AuditPorts(snapshot, node.humus(), node.soil(), node.storage(), node.pipeline(), value -> true);
        SoilAudit.Listener listener = new SoilAudit.Listener() {
            @Override
            public void progress(int percent) {
                progress.add(percent);
            }

            @Override
            public void found(SoilAuditFinding finding, boolean repaired) {
                if (!repaired || lines.isEmpty() || !lines.contains(finding.line())) {
                    lines.add(finding.line());
                }
            }
        };
        return new SoilAudit(ports, testbed.time::advance, Duration.ofSeconds(10), listener).run(repair);
    }
}
