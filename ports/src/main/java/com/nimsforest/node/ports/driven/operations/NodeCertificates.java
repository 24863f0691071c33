package com.nimsforest.node.ports.driven.operations;

import java.time.Instant;
import java.util.Map;

/** The certificates that this node was given for its way to the sidecar. Any thread. */
public interface NodeCertificates {
    /** What a certificate is for. */
    enum Use {
        /** Tells which servers are believed. */
        AUTHORITY,
        /** Tells the servers who this node is. */
        CLIENT
    }

    /** When the first one of each use ends; a use without a certificate that can be read is left out. May read files. */
    Map<Use, Instant> ends();
}
