/** Tests of the TLS files. */
package com.nimsforest.node.adapters.nats.tls;
