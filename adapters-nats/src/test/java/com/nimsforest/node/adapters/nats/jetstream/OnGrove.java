package com.nimsforest.node.adapters.nats.jetstream;

import com.nimsforest.node.ports.contracts.ForestContract;
import com.nimsforest.node.ports.contracts.Patience;
import com.nimsforest.node.ports.driven.DeadLetters;

/** What every contract on JetStream supplies. */
interface OnGrove extends ForestContract {
    Grove grove();

    @Override
    default Patience patience() {
        return Patience.SLOW;
    }

    @Override
    default DeadLetters deadLetters() {
        return grove().forest.deadLetters();
    }

    @Override
    default void putRaw(String subject, byte[] body) {
        grove().putRaw(subject, body);
    }

    @Override
    default void disconnect() {
        grove().disconnect();
    }

    @Override
    default void restore() {
        grove().restore();
    }
}
