/** The commands that run a node, or look at this machine and its settings. */
@NullMarked
package com.nimsforest.node.bootstrap.command.run;

import org.jspecify.annotations.NullMarked;
