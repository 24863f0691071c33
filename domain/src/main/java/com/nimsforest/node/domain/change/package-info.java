/** What changed between two views of the forest, for the page's list of changes. */
@NullMarked
package com.nimsforest.node.domain.change;

import org.jspecify.annotations.NullMarked;
