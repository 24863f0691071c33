/** The benchmark: the forest's parts and its whole path against the bare client, interleaved on the same servers. */
@NullMarked
package com.nimsforest.node.bootstrap.lab.bench;

import org.jspecify.annotations.NullMarked;
