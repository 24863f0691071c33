/** Shows the whole forest as this node sees it. */
@NullMarked
package com.nimsforest.node.adapters.http.status;

import org.jspecify.annotations.NullMarked;
