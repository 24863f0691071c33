/** The connection to the local NATS server: made, watched, and made anew until closed. */
@NullMarked
package com.nimsforest.node.adapters.nats.connection;

import org.jspecify.annotations.NullMarked;
