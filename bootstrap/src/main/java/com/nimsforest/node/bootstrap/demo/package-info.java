/** What {@code dev} loads: a tree and a nim for payments, found like any plug-in, and the model to write one by. */
@NullMarked
package com.nimsforest.node.bootstrap.demo;

import org.jspecify.annotations.NullMarked;
