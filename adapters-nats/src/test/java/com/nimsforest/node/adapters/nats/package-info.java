/** Tests of settings, addresses and failures. */
package com.nimsforest.node.adapters.nats;
