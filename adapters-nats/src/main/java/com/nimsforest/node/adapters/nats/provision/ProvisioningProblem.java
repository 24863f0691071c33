package com.nimsforest.node.adapters.nats.provision;

import com.nimsforest.node.adapters.nats.api.ApiErrorKind;
import com.nimsforest.node.adapters.nats.api.ApiRequestException;
import com.nimsforest.node.adapters.nats.api.CompletionFailures;

/** What stands in the way of all streams, in words that say what to do or what is waited for. */
final class ProvisioningProblem {
    /** Of which the connection itself tells. */
    static final String NO_CONNECTION = "waiting for the connection to NATS";

    private ProvisioningProblem() {}

    /** Why JetStream cannot even be asked. */
    static String toAll(Throwable failure, MeshSize mesh) {
        if (!(CompletionFailures.cause(failure) instanceof ApiRequestException refusal)) {
            return NO_CONNECTION;
        }
        if (refusal.kind() == ApiErrorKind.SWITCHED_OFF) {
            return "waiting for JetStream: it is not enabled on the server; add 'jetstream {}' to its configuration ("
                    + refusal.words() + ")";
        }
        return mesh.complete()
                ? "waiting for JetStream: " + (refusal.isNoAnswer() ? "it does not answer" : refusal.words())
                : "waiting for machines: " + mesh.there() + " of " + mesh.expected() + "; JetStream has no leader yet";
    }
}
