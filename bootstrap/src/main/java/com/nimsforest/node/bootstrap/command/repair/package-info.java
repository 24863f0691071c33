/** The commands that find and repair what went wrong: audit, deadletter, streams. */
@NullMarked
package com.nimsforest.node.bootstrap.command.repair;

import org.jspecify.annotations.NullMarked;
