/**
 * The ports without servers, for tests: full fakes that hold to the contracts, with methods that script what goes wrong,
 * and the small things that such tests need.
 */
@NullMarked
package com.nimsforest.node.ports.fakes;

import org.jspecify.annotations.NullMarked;
