package com.nimsforest.node.ports.driven;

import com.nimsforest.node.domain.health.StreamDrift;
import java.util.List;

/** The forest's streams as they are planned. Failures as {@link Soil#dig}. */
public interface StreamPlans {
    /** How the streams that are there differ from their plans; empty when they do not. */
    List<StreamDrift> drift();

    /**
     * Changes the streams to their plans; what cannot be changed in a stream that is there fails and names it.
     *
     * @param narrowing whether also where that keeps less
     * @return what was changed
     */
    List<StreamDrift> apply(boolean narrowing);
}
