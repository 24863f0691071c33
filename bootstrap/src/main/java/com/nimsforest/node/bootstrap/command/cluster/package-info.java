/** The commands that change the machines of the mesh. */
@NullMarked
package com.nimsforest.node.bootstrap.command.cluster;

import org.jspecify.annotations.NullMarked;
