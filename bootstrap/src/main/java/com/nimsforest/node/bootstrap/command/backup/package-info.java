/** The commands that take everything out of the forest and bring it back. */
@NullMarked
package com.nimsforest.node.bootstrap.command.backup;

import org.jspecify.annotations.NullMarked;
