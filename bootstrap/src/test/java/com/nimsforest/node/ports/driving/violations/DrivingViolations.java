package com.nimsforest.node.ports.driving.violations;

import com.nimsforest.node.ports.driven.Wind;

/** What driving ports must not be. */
public interface DrivingViolations {
    interface KnowsDriven {
        Wind wind();
    }

    final class PortAsClass {}
}
