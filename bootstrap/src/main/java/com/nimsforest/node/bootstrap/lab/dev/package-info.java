/** A development cluster on one machine: real servers, each with its own node process. */
@NullMarked
package com.nimsforest.node.bootstrap.lab.dev;

import org.jspecify.annotations.NullMarked;
