package com.nimsforest.node.bootstrap;

import com.nimsforest.node.bootstrap.command.CommandFailure;
import com.nimsforest.node.bootstrap.command.ExitCodes;
import com.nimsforest.node.bootstrap.settings.NodeSettings;

/** Runs one node from its settings until it ends. */
final class NodeRunner {
    private NodeRunner() {}

    static int run(NodeSettings settings) {
        throw new CommandFailure(ExitCodes.FAILED, "node " + settings.nodeName() + " cannot run yet");
    }
}
