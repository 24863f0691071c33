/** The same work as the forest's, by the client library alone: what the forest is measured against, and nothing else. */
@NullMarked
package com.nimsforest.node.adapters.nats.bare;

import org.jspecify.annotations.NullMarked;
