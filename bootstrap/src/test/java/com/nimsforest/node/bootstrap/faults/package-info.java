/**
 * The fault harness: a mesh of real servers with the product's own parts beside them, a load, faults, and a judgement of
 * what became of each event. {@link com.nimsforest.node.bootstrap.faults.ReliabilityRunner} runs it by itself.
 */
package com.nimsforest.node.bootstrap.faults;
