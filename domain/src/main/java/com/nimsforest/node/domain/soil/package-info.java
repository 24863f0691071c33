/** The current state: keys, revisions, entries, and the changes that a compost makes to them. */
@NullMarked
package com.nimsforest.node.domain.soil;

import org.jspecify.annotations.NullMarked;
