/** The ports implemented on NATS, each a few lines on the packages below. */
@NullMarked
package com.nimsforest.node.adapters.nats.forest;

import org.jspecify.annotations.NullMarked;
