/** What a person sees of the forest when something is wrong with it: on real servers, by the jar itself. */
@NullUnmarked
package com.nimsforest.node.bootstrap.sight;

import org.jspecify.annotations.NullUnmarked;
