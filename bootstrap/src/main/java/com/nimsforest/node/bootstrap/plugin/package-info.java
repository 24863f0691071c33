/** Finds the trees and nims that this node runs, and keeps the broken ones from harming the others. */
@NullMarked
package com.nimsforest.node.bootstrap.plugin;

import org.jspecify.annotations.NullMarked;
