/** From a message to its publish acknowledgement: in order, repeated under one id until the answer is definite. */
@NullMarked
package com.nimsforest.node.adapters.nats.publish;

import org.jspecify.annotations.NullMarked;
