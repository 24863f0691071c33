package com.nimsforest.node.adapters.http.page;

import java.util.function.Supplier;

/**
 * What a watcher is told at one moment.
 *
 * @param changesSoFar how many changes there have ever been
 */
record StatusFeedSnapshot(byte[] status, byte[] changes, long changesSoFar, Supplier<byte[]> rates) {}
