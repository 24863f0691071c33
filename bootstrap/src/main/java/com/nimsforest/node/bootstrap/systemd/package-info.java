/** What the node tells the service manager of its machine. */
@NullMarked
package com.nimsforest.node.bootstrap.systemd;

import org.jspecify.annotations.NullMarked;
