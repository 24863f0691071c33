/** The proof that the soil is what the humus says: the last word on each entity, and what the soil makes of it. */
@NullMarked
package com.nimsforest.node.domain.audit;

import org.jspecify.annotations.NullMarked;
