/** The state of the connection to the sidecar as a value, and the delays between attempts. */
@NullMarked
package com.nimsforest.node.domain.connection;

import org.jspecify.annotations.NullMarked;
