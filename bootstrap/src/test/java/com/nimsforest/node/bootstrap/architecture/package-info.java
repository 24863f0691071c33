/** The rules that keep the modules apart, and the proof that each of them rejects what it forbids. */
@NullMarked
package com.nimsforest.node.bootstrap.architecture;

import org.jspecify.annotations.NullMarked;
