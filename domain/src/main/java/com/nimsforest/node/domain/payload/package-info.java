/** What messages carry: JSON text kept as it came, and raw bytes. */
@NullMarked
package com.nimsforest.node.domain.payload;

import org.jspecify.annotations.NullMarked;
