/** Parsers of setting values: durations, names, addresses. */
@NullMarked
package com.nimsforest.node.bootstrap.settings.parse;

import org.jspecify.annotations.NullMarked;
