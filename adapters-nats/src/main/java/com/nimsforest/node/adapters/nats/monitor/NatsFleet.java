package com.nimsforest.node.adapters.nats.monitor;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.connection.NatsSidecarConnection;
import com.nimsforest.node.domain.status.NodeStatusReport;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.operations.NodeFleet;
import com.nimsforest.node.ports.failure.SidecarUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The nodes as instances of the NATS service {@code nimsforest}, so that {@code nats micro} shows them too. Its endpoint
 * has no queue group: every node answers. Safe for any thread.
 */
public final class NatsFleet implements NodeFleet {
    /** No nim can ask for it by accident: leaves do not begin with a dollar. */
    static final String SUBJECT = "$NIMSFOREST.REPORT";

    private static final Logger LOG = LoggerFactory.getLogger(NatsFleet.class);

    private static final Duration ANY_ANSWER = Duration.ofSeconds(2);

    private final NatsSidecarConnection sidecar;
    private final int machines;

    /** @param machines how many answers are expected; more are taken as well */
    public NatsFleet(NatsSidecarConnection sidecar, int machines) {
        this.sidecar = requireNonNull(sidecar, "sidecar");
        this.machines = machines;
    }

    @Override
    public Subscription answer(Supplier<NodeStatusReport> own) {
        FleetReportResponder member = new FleetReportResponder(requireNonNull(own, "own"));
        member.follow(sidecar);
        return member;
    }

    @Override
    public List<NodeStatusReport> ask() {
        try {
            return FleetReportRequest.ask(sidecar.require(), machines);
        } catch (SidecarUnavailableException | IllegalStateException lost) {
            LOG.debug("the fleet cannot be asked: {}", lost.getMessage());
            return List.of();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    /** Whether any node answers; without an answer within two seconds there is none. */
    public static boolean isAnyNodeRunning(JetStreamApi api) {
        return api.request(SUBJECT, null, new byte[0], ANY_ANSWER)
                .handle((answer, failure) -> failure == null)
                .join();
    }
}
