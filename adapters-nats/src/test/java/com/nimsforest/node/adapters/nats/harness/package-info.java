/** What unit and integration tests of the adapter share: executors, captured log lines, counters. */
@NullMarked
package com.nimsforest.node.adapters.nats.harness;

import org.jspecify.annotations.NullMarked;
