/** The JSON that the nodes of a forest speak, in Java and in Go: bytes in, values out, and back. */
@NullMarked
package com.nimsforest.node.adapters.nats.wire;

import org.jspecify.annotations.NullMarked;
