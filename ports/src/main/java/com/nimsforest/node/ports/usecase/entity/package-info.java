/** Entity nims: each leaf of an entity takes effect in order, once, and together with what it drops. */
@NullMarked
package com.nimsforest.node.ports.usecase.entity;

import org.jspecify.annotations.NullMarked;
