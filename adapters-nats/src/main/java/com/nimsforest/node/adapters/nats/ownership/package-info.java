/** Which node a consumer with one owner at a time gives its messages to, and whether that node saw all of them. */
@NullMarked
package com.nimsforest.node.adapters.nats.ownership;

import org.jspecify.annotations.NullMarked;
