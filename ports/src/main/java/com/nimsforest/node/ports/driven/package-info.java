/** What the forest asks of the outside: the ports that adapters implement, with their contracts. */
@NullMarked
package com.nimsforest.node.ports.driven;

import org.jspecify.annotations.NullMarked;
