/** All streams and consumers in a folder, and back into servers that hold none: snapshots as the servers make them. */
@NullMarked
package com.nimsforest.node.adapters.nats.backup;

import org.jspecify.annotations.NullMarked;
