package com.nimsforest.node.domain.violations.one;

import com.nimsforest.node.domain.violations.other.Other;

/** Knows the other, which knows it. */
public record One(Other other) {}
