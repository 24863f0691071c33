/** Tests of the connection, most of them against real servers. */
package com.nimsforest.node.adapters.nats.setaside;
