/** Runs tasks one at a time and in order, on threads that others bring, and polls for what gives no signal. */
@NullMarked
package com.nimsforest.node.ports.execution;

import org.jspecify.annotations.NullMarked;
