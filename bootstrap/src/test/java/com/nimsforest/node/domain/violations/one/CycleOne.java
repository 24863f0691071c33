package com.nimsforest.node.domain.violations.one;

import com.nimsforest.node.domain.violations.other.CycleOther;

/** Knows the other, which knows it. */
public record CycleOne(CycleOther other) {}
