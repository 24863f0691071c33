/** Runs the code of plug-ins so that whatever it throws, and however long it takes, harms its own message alone. */
@NullMarked
package com.nimsforest.node.ports.usecase.plugin;

import org.jspecify.annotations.NullMarked;
