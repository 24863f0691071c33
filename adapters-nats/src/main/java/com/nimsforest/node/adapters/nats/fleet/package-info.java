/** The nodes of the mesh as one NATS service, in which each tells of itself. */
@NullMarked
package com.nimsforest.node.adapters.nats.fleet;

import org.jspecify.annotations.NullMarked;
