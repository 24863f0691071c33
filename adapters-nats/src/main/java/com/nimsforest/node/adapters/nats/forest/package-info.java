/** The whole adapter behind one facade, for those who wire a node or run a command. */
@NullMarked
package com.nimsforest.node.adapters.nats.forest;

import org.jspecify.annotations.NullMarked;
