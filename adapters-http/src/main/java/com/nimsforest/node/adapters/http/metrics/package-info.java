/** Measures the node, and shows the measurements to Prometheus. */
@NullMarked
package com.nimsforest.node.adapters.http.metrics;

import org.jspecify.annotations.NullMarked;
