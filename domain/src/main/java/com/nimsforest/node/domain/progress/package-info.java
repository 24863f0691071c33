/** Whether a consumer gets on with its messages, judged by what it has acknowledged. */
@NullMarked
package com.nimsforest.node.domain.progress;

import org.jspecify.annotations.NullMarked;
