/** The parser of the forest: raw river data in, leaves out. A pure function. */
@NullMarked
package com.nimsforest.node.domain.tree;

import org.jspecify.annotations.NullMarked;
