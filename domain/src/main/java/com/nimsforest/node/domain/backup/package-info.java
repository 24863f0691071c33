/** What a backup of the forest holds, and the steps that bring it back. */
@NullMarked
package com.nimsforest.node.domain.backup;

import org.jspecify.annotations.NullMarked;
