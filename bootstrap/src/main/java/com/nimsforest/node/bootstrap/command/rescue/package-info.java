/** Getting back what one machine holds after the others of its mesh were lost. */
@NullMarked
package com.nimsforest.node.bootstrap.command.rescue;

import org.jspecify.annotations.NullMarked;
