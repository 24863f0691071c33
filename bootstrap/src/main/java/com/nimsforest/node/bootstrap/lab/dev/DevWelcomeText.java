package com.nimsforest.node.bootstrap.lab.dev;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** What a person may want to know, and try, once the forest is ready. */
final class DevWelcomeText {
    private static final String EVENT =
            "{\"id\":\"evt_1\",\"type\":\"charge.succeeded\",\"data\":{\"object\":{\"id\":\"ch_1\","
                    + "\"customer\":\"cus_1\",\"amount\":15000,\"currency\":\"usd\",\"metadata\":{\"item_id\":\"jacket\"}}}}";

    private DevWelcomeText() {}

    static String place(DevPlan plan, NodeLocation site) {
        return site.name() + ": NATS " + site.natsUrl() + (plan.mesh() ? ", routes " + site.route() : "")
                + ", monitoring " + site.monitor() + ", HTTP " + site.http();
    }

    static List<String> lines(DevPlan plan) {
        List<NodeLocation> sites = plan.sites();
        List<String> lines = new ArrayList<>();
        lines.add("ready: "
                + String.join(
                        " ",
                        sites.stream()
                                .map(NodeLocation::http)
                                .map(URI::toString)
                                .toList()));
        lines.add("");
        lines.add("A payment goes in, and its task comes out (on any node):");
        lines.add("  curl -sS -H 'Content-Type: application/json' "
                + sites.get(0).http() + "/river/stripe.webhook -d '" + EVENT + "'");
        lines.add("  curl -sS " + sites.get(sites.size() - 1).http() + "/soil/task-cus_1-evt_1");
        lines.add("");
        lines.add("Logs are in " + plan.folder() + "/node-*/; Ctrl-C stops everything.");
        return lines;
    }
}
