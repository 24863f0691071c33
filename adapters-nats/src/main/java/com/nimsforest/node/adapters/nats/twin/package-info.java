/** The same work by the client library alone: the baseline of the benchmark, and nothing else. */
@NullMarked
package com.nimsforest.node.adapters.nats.twin;

import org.jspecify.annotations.NullMarked;
