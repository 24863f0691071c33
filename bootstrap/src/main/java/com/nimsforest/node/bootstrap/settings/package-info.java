/** What can be set from outside: every variable, its default and its form, read once into immutable records. */
@NullMarked
package com.nimsforest.node.bootstrap.settings;

import org.jspecify.annotations.NullMarked;
