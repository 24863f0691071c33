/** The states of entities: how they are read, what a change of one is, and how it is added. */
@NullMarked
package com.nimsforest.node.ports.usecase.entity.state;

import org.jspecify.annotations.NullMarked;
