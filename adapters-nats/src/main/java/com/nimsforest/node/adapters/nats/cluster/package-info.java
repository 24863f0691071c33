/** The mesh of servers as the sidecar's monitoring port shows it. */
@NullMarked
package com.nimsforest.node.adapters.nats.cluster;

import org.jspecify.annotations.NullMarked;
