/** What the forest costs: its parts and its whole path against the client library alone, in turns on the same servers. */
@NullMarked
package com.nimsforest.node.bootstrap.bench;

import org.jspecify.annotations.NullMarked;
