/** The TLS context of a connection, made from PEM files. */
@NullMarked
package com.nimsforest.node.adapters.nats.tls;

import org.jspecify.annotations.NullMarked;
