/** What the server and the cluster report: JetStream probes, the monitoring port, and the fleet of nodes. */
@NullMarked
package com.nimsforest.node.adapters.nats.monitor;

import org.jspecify.annotations.NullMarked;
