/** Tests of the wind against real servers. */
package com.nimsforest.node.adapters.nats.messaging;
