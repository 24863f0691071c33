/** The threads that tests of the adapter lend it, with and without a server. */
@NullMarked
package com.nimsforest.node.adapters.nats.threads;

import org.jspecify.annotations.NullMarked;
