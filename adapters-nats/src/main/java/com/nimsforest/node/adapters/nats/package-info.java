/** The forest's ports on NATS: translation between them and the jnats client, and nothing else. */
@NullMarked
package com.nimsforest.node.adapters.nats;

import org.jspecify.annotations.NullMarked;
