/** What an entity nim's state remembers of the leaves that made it: their positions, and the pure rules of order and once. */
@NullMarked
package com.nimsforest.node.domain.entity;

import org.jspecify.annotations.NullMarked;
