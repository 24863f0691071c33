/** Which part gets which: the only place that knows Guice. */
@NullMarked
package com.nimsforest.node.bootstrap.wiring;

import org.jspecify.annotations.NullMarked;
