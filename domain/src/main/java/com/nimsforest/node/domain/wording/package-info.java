/** How sentences for people agree with the numbers in them. */
@NullMarked
package com.nimsforest.node.domain.wording;

import org.jspecify.annotations.NullMarked;
