package com.nimsforest.node.ports.driven;

import java.time.Duration;

/** Measures nothing. */
enum NoInstruments implements Instruments {
    INSTANCE;

    @Override
    public void add(Count count, long n) {}

    @Override
    public void record(Hop hop, Duration took) {}
}
