/** Which machines and streams a mesh has, and the steps of changing its machines. */
@NullMarked
package com.nimsforest.node.domain.mesh;

import org.jspecify.annotations.NullMarked;
