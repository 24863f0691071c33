/** Tests of what is read from the server's monitoring port. */
package com.nimsforest.node.adapters.nats.cluster;
