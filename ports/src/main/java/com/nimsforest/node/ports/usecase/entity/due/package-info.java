/** What becomes of an entity though no leaf comes: when it is due, and the leaves that it drops later. */
@NullMarked
package com.nimsforest.node.ports.usecase.entity.due;

import org.jspecify.annotations.NullMarked;
