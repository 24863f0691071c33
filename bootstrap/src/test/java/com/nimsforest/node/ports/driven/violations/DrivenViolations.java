package com.nimsforest.node.ports.driven.violations;

import com.nimsforest.node.ports.driving.Forest;

/** What driven ports must not be. */
public interface DrivenViolations {
    interface KnowsDriving {
        Forest forest();
    }

    final class PortAsClass {}
}
