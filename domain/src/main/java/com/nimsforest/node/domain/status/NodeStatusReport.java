package com.nimsforest.node.domain.status;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.handler.FailingMessage;
import com.nimsforest.node.domain.health.HealthReport;
import com.nimsforest.node.domain.membership.ServerSighting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a node tells the others.
 *
 * @param health how it is; its findings may come without their details
 * @param server its own server; empty when that cannot be asked
 * @param roundTrip from the node to its server
 * @param failing the messages that failed there and will be tried again; of many those that have been failing for longest
 * @param sightings what its server tells of the others
 * @param process which one it is, such as {@code web-1 (process 4711, started …)}: names may be given twice; empty when it is not told
 * @param problems what its health tells, the worst first
 */
public record NodeStatusReport(
        HealthReport health,
        Optional<NatsServerFacts> server,
        Optional<Duration> roundTrip,
        List<FailingMessage> failing,
        List<ServerSighting> sightings,
        String process,
        List<ForestStatusProblem> problems) {
    public NodeStatusReport {
        requireNonNull(health, "health");
        requireNonNull(server, "server");
        requireNonNull(roundTrip, "roundTrip");
        failing = List.copyOf(failing);
        sightings = List.copyOf(sightings);
        requireNonNull(process, "process");
        problems = List.copyOf(problems);
    }

    /** Of a process that is not told, with what its health comes to. */
    public NodeStatusReport(
            HealthReport health,
            Optional<NatsServerFacts> server,
            Optional<Duration> roundTrip,
            List<FailingMessage> failing,
            List<ServerSighting> sightings) {
        this(health, server, roundTrip, failing, sightings, "", ForestStatusProblem.of(health));
    }

    /** One on which nothing fails, and whose server tells nothing of the others. */
    public NodeStatusReport(HealthReport health, Optional<NatsServerFacts> server, Optional<Duration> roundTrip) {
        this(health, server, roundTrip, List.of(), List.of());
    }

    /** The same, of that process. */
    public NodeStatusReport of(String name) {
        return new NodeStatusReport(health, server, roundTrip, failing, sightings, name, problems);
    }

    /** What tells it from another one of the same name, in words. */
    public String place() {
        String who = process.isEmpty() ? "one of another version" : process;
        return server.map(beside -> who + " beside " + beside.name()).orElse(who);
    }

    /** The node's name. */
    public String name() {
        return health.node();
    }
}
