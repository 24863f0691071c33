package com.nimsforest.node.adapters.nats.monitor;

import com.nimsforest.node.adapters.nats.connection.NatsSidecarConnection;
import com.nimsforest.node.domain.health.HealthReport;
import com.nimsforest.node.domain.status.NodeStatusReport;
import com.nimsforest.node.ports.driven.Subscription;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.service.Endpoint;
import io.nats.service.Service;
import io.nats.service.ServiceEndpoint;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This node as an instance of the service, on one connection after another, until closed. Safe for any thread. */
final class FleetReportResponder implements Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(FleetReportResponder.class);
    private static final String NAME = "nimsforest";
    private static final Duration ENDING = Duration.ofSeconds(1);
    private static final Pattern SEMANTIC = Pattern.compile("\\d+\\.\\d+\\.\\d+(-[0-9A-Za-z.-]+)?(\\+[0-9A-Za-z.-]+)?");

    private record Standing(Connection connection, Dispatcher dispatcher, Service service) {}

    private final Supplier<NodeStatusReport> own;
    private final Object lock = new Object();
    private Runnable stopFollowing = () -> {};
    private @Nullable Standing standing;
    private boolean closed;

    FleetReportResponder(Supplier<NodeStatusReport> own) {
        this.own = own;
    }

    void follow(NatsSidecarConnection sidecar) {
        stopFollowing = sidecar.onConnection(this::standOn);
    }

    @Override
    public void close() {
        stopFollowing.run();
        Standing last;
        synchronized (lock) {
            closed = true;
            last = standing;
            standing = null;
        }
        if (last != null) {
            end(last);
        }
    }

    /** What stood on the former connection went with it. */
    private void standOn(Connection present) {
        synchronized (lock) {
            if (closed || standing != null && standing.connection() == present) {
                return;
            }
        }
        try {
            Standing made = stand(present);
            synchronized (lock) {
                if (!closed) {
                    standing = made;
                    return;
                }
            }
            end(made);
        } catch (IllegalStateException lostAgain) {
            LOG.debug("the fleet is joined on the next connection: {}", lostAgain.toString());
        }
    }

    private Standing stand(Connection present) {
        Dispatcher dispatcher = present.createDispatcher();
        Endpoint endpoint = Endpoint.builder()
                .name("report")
                .subject(NatsFleet.SUBJECT)
                .noQueueGroup()
                .build();
        HealthReport health = own.get().health();
        Service service = Service.builder()
                .connection(present)
                .name(NAME)
                .version(SEMANTIC.matcher(health.version()).matches() ? health.version() : "0.0.0")
                .description("nimsforest nodes: how each of them is")
                .metadata(Map.of(
                        "node", health.node(),
                        "version", health.version(),
                        "server", String.valueOf(present.getServerInfo().getServerName())))
                .drainTimeout(ENDING)
                .pingDispatcher(dispatcher)
                .infoDispatcher(dispatcher)
                .statsDispatcher(dispatcher)
                .addServiceEndpoint(ServiceEndpoint.builder()
                        .endpoint(endpoint)
                        .dispatcher(dispatcher)
                        .handler(question -> question.respond(present, NodeReportJson.write(own.get())))
                        .build())
                .build();
        service.startService();
        return new Standing(present, dispatcher, service);
    }

    private static void end(Standing last) {
        try {
            last.service().stop();
            last.connection().closeDispatcher(last.dispatcher());
        } catch (IllegalStateException | IllegalArgumentException goneAlready) {
            LOG.debug("nothing to end: {}", goneAlready.toString());
        }
    }
}
