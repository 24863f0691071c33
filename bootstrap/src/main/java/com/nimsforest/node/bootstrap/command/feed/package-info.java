/** The commands that write: river put, leaf drop. */
@NullMarked
package com.nimsforest.node.bootstrap.command.feed;

import org.jspecify.annotations.NullMarked;
