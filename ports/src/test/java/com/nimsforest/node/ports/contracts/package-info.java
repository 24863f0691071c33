/**
 * What every implementation of a port has to hold to: one interface a port, its tests being default methods. An
 * implementer is a test class that supplies the port on fresh fakes or on a real server that keeps its data between tests;
 * so each test makes its own names, and passes over what others left.
 */
@NullMarked
package com.nimsforest.node.ports.contracts;

import org.jspecify.annotations.NullMarked;
