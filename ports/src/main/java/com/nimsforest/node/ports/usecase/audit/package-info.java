/** Proves that the soil is what the humus says, and repairs it: the steps of an audit. */
@NullMarked
package com.nimsforest.node.ports.usecase.audit;

import org.jspecify.annotations.NullMarked;
