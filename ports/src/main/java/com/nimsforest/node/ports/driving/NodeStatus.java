package com.nimsforest.node.ports.driving;

import com.nimsforest.node.domain.status.ForestStatus;

/** The whole forest as this node sees it. */
public interface NodeStatus {
    /** The last view, kept fresh in the background: never waits, never fails. Any thread. */
    ForestStatus status();
}
