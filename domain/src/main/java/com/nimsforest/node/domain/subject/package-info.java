/** Where messages travel: concrete subjects, patterns with wildcards, and the names and ids that are safe in them. */
@NullMarked
package com.nimsforest.node.domain.subject;

import org.jspecify.annotations.NullMarked;
