/** How the code of trees and nims is called, and what is known of the messages that it fails on. */
@NullMarked
package com.nimsforest.node.domain.handler;

import org.jspecify.annotations.NullMarked;
