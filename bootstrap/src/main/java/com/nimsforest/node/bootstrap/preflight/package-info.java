/** The checks of this machine: settings, ports, server version, disk, clock, TLS files, peers. */
@NullMarked
package com.nimsforest.node.bootstrap.preflight;

import org.jspecify.annotations.NullMarked;
