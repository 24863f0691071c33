/** Leaves that come at set times: at an interval, or as a cron expression says. */
@NullMarked
package com.nimsforest.node.domain.schedule;

import org.jspecify.annotations.NullMarked;
