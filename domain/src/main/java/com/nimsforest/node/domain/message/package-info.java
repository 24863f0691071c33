/** What makes a message the same one, and the proof that it is kept. */
@NullMarked
package com.nimsforest.node.domain.message;

import org.jspecify.annotations.NullMarked;
