/** Tests of the nodes as one service. */
package com.nimsforest.node.adapters.nats.fleet;
