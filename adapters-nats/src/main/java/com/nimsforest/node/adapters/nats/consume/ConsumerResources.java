package com.nimsforest.node.adapters.nats.consume;

import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.deadletter.DeadLetterWriter;
import com.nimsforest.node.adapters.nats.deadletter.SetAsideWriter;
import com.nimsforest.node.adapters.nats.provision.StreamProvisioner;
import com.nimsforest.node.ports.driven.operations.NodeMetrics;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What every consumer works with.
 *
 * @param timer for short tasks that never wait
 * @param workers runs the handlers
 */
public record ConsumerResources(
        JetStreamApi api,
        StreamProvisioner provisioner,
        DeadLetterWriter deadLetters,
        SetAsideWriter setAside,
        ScheduledExecutorService timer,
        Executor workers,
        NodeMetrics instruments,
        ConsumerSettings timing,
        Clock clock) {}
