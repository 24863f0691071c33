/** Who may ask: names by which the node may be asked, pages of other origins, wrong tokens. */
@NullMarked
package com.nimsforest.node.adapters.http.access;

import org.jspecify.annotations.NullMarked;
