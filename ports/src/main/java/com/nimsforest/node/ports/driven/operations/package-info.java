/** What the node needs to observe and operate: connection, probes, cluster and server views, fleet, plans, metrics. */
@NullMarked
package com.nimsforest.node.ports.driven.operations;

import org.jspecify.annotations.NullMarked;
