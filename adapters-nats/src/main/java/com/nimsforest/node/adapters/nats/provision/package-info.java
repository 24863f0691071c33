/** Creates streams as planned, raises their replicas, and reports where they differ from the plan. */
@NullMarked
package com.nimsforest.node.adapters.nats.provision;

import org.jspecify.annotations.NullMarked;
