/** Tells probes and people how the node is: liveness, readiness, and the whole report. */
@NullMarked
package com.nimsforest.node.adapters.http.health;

import org.jspecify.annotations.NullMarked;
