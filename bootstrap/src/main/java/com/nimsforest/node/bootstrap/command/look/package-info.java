/** The commands that read: status, soil, humus. */
@NullMarked
package com.nimsforest.node.bootstrap.command.look;

import org.jspecify.annotations.NullMarked;
