/** Schedules of nims: a leaf at each time of an interval or a cron expression, once in the whole fleet. */
@NullMarked
package com.nimsforest.node.ports.usecase.schedule;

import org.jspecify.annotations.NullMarked;
