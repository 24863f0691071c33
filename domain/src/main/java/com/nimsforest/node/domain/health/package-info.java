/** How the node is: facts in, findings out, and the worst finding wins. */
@NullMarked
package com.nimsforest.node.domain.health;

import org.jspecify.annotations.NullMarked;
