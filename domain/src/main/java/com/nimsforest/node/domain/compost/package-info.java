/** One change of state, its place in the humus, and the pure decision of what it does to the soil. */
@NullMarked
package com.nimsforest.node.domain.compost;

import org.jspecify.annotations.NullMarked;
