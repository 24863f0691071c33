/** The whole forest as one node sees it: its servers, streams, consumers and nodes. */
@NullMarked
package com.nimsforest.node.domain.status;

import org.jspecify.annotations.NullMarked;
