/** Changing the machines of the mesh step by step. */
@NullMarked
package com.nimsforest.node.ports.usecase.mesh;

import org.jspecify.annotations.NullMarked;
