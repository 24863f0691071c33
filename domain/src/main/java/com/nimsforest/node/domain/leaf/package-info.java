/** The typed event that a tree or a nim drops on the wind. */
@NullMarked
package com.nimsforest.node.domain.leaf;

import org.jspecify.annotations.NullMarked;
