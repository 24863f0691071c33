/** What the forest does, written on ports alone: it keeps trees and nims, decomposes the humus, and tells how it is. */
@NullMarked
package com.nimsforest.node.ports.usecase;

import org.jspecify.annotations.NullMarked;
