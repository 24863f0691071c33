/**
 * The use cases on the in-memory fakes, under one scheduler, one clock and one source of chance: a run is its seed. A
 * fleet of nodes works through events while everything goes wrong that the servers, the network and the machines can do;
 * then the faults stop, time passes, and what is there is compared with what was acknowledged.
 */
@NullMarked
package com.nimsforest.node.ports.simulation;

import org.jspecify.annotations.NullMarked;
