/** Raw input from outside, before anyone has understood it. */
@NullMarked
package com.nimsforest.node.domain.river;

import org.jspecify.annotations.NullMarked;
