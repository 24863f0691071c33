/** Root on the machines of a mesh: its shell there, the scripts that it runs, and how the machines list each other. */
@NullMarked
package com.nimsforest.node.bootstrap.command.machine;

import org.jspecify.annotations.NullMarked;
