/** A command's connection to the forest: opened, used, closed. */
@NullMarked
package com.nimsforest.node.bootstrap.command.session;

import org.jspecify.annotations.NullMarked;
