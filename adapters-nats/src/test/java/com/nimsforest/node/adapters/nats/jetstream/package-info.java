/** Tests of what JetStream keeps: the ports' contracts and what no contract can say, against real servers. */
package com.nimsforest.node.adapters.nats.jetstream;
