/** What an operator sees when something is wrong: on real servers, through the jar itself. */
@NullUnmarked
package com.nimsforest.node.bootstrap.observability;

import org.jspecify.annotations.NullUnmarked;
