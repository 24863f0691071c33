/** Runs tasks one at a time and in order, on threads that others bring. */
@NullMarked
package com.nimsforest.node.ports.execution;

import org.jspecify.annotations.NullMarked;
