/** What can be typed: one class a command, and what commands share. */
@NullMarked
package com.nimsforest.node.bootstrap.command;

import org.jspecify.annotations.NullMarked;
