/** The HTTP side of a node: starts and stops the server, and knows which endpoint answers what. */
@NullMarked
package com.nimsforest.node.adapters.http;

import org.jspecify.annotations.NullMarked;
