package com.nimsforest.node.bootstrap.lab.dev;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The lines that dev prints when the forest is ready. */
final class DevWelcomeText {
    private static final String EVENT =
            "{\"id\":\"evt_1\",\"type\":\"charge.succeeded\",\"data\":{\"object\":{\"id\":\"ch_1\","
                    + "\"customer\":\"cus_1\",\"amount\":15000,\"currency\":\"usd\",\"metadata\":{\"item_id\":\"jacket\"}}}}";

    private DevWelcomeText() {}

    static String place(DevPlan plan, DevNodeLayout location) {
        return location.name() + ": NATS " + location.natsUrl() + (plan.mesh() ? ", routes " + location.route() : "")
                + ", monitoring " + location.monitor() + ", HTTP " + location.http();
    }

    static List<String> lines(DevPlan plan) {
        List<DevNodeLayout> locations = plan.locations();
        List<String> lines = new ArrayList<>();
        lines.add("ready: "
                + String.join(
                        " ",
                        locations.stream()
                                .map(DevNodeLayout::http)
                                .map(URI::toString)
                                .toList()));
        lines.add("");
        lines.add("Post a payment, and read its task (on any node):");
        lines.add("  curl -sS -H 'Content-Type: application/json' "
                + locations.get(0).http() + "/river/stripe.webhook -d '" + EVENT + "'");
        lines.add("  curl -sS " + locations.get(locations.size() - 1).http() + "/soil/task-cus_1-evt_1");
        lines.add("");
        lines.add("Logs are in " + plan.folder() + "/node-*/; Ctrl-C stops everything.");
        return lines;
    }
}
