/** The forest's HTTP side: health, metrics, the river's intake and a view of the soil. */
@NullMarked
package com.nimsforest.node.adapters.http;

import org.jspecify.annotations.NullMarked;
