/** What others may ask of the forest, and what business code implements: the ports that drive it. */
@NullMarked
package com.nimsforest.node.ports.driving;

import org.jspecify.annotations.NullMarked;
