/** Which servers of the mesh answer, and how many of them may still be lost. */
@NullMarked
package com.nimsforest.node.domain.membership;

import org.jspecify.annotations.NullMarked;
