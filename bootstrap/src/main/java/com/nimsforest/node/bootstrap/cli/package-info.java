/** What all commands share: arguments, output formats, tables, colours, and how failures are reported. */
@NullMarked
package com.nimsforest.node.bootstrap.cli;

import org.jspecify.annotations.NullMarked;
