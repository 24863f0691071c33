/** The machines of the mesh, changed step by step by the servers' own requests. */
@NullMarked
package com.nimsforest.node.adapters.nats.mesh;

import org.jspecify.annotations.NullMarked;
