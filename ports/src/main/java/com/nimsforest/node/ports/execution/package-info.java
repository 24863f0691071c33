/** Runs tasks one at a time and in order, on threads that others bring, polls for what gives no signal, and keeps what was used last. */
@NullMarked
package com.nimsforest.node.ports.execution;

import org.jspecify.annotations.NullMarked;
