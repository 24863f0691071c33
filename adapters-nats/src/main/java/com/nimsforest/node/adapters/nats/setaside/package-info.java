/** Keeps what no tree asks for out of the river, gives it to a tree that appears, and makes it a dead letter in time. */
@NullMarked
package com.nimsforest.node.adapters.nats.setaside;

import org.jspecify.annotations.NullMarked;
