/** What is loaded for the archive of classes with which later starts are faster. */
@NullMarked
package com.nimsforest.node.bootstrap.lab.archive;

import org.jspecify.annotations.NullMarked;
