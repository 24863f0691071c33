/** Why something could not be done, named for what the caller can do about it. */
@NullMarked
package com.nimsforest.node.ports.failure;

import org.jspecify.annotations.NullMarked;
