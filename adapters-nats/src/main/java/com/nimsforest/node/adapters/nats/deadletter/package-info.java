/** Stores messages that cannot be processed, lists them, and puts them back. */
@NullMarked
package com.nimsforest.node.adapters.nats.deadletter;

import org.jspecify.annotations.NullMarked;
