package com.nimsforest.node.bootstrap.command.look;

import com.nimsforest.node.bootstrap.cli.ExactJsonText;
import com.nimsforest.node.domain.soil.SoilEntry;
import com.nimsforest.node.domain.soil.SoilState;
import java.util.LinkedHashMap;
import java.util.Map;

/** The soil as programs read it. */
final class SoilEntryJson {
    private SoilEntryJson() {}

    static Map<String, Object> of(SoilState state) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("key", state.key().value());
        result.put("revision", state.revision().value());
        result.put("source", state.source().toString());
        if (state instanceof SoilEntry entry) {
            result.put("time", entry.time().toString());
            result.put("removed", false);
            result.put("value", ExactJsonText.value(entry.value()));
        } else {
            result.put("removed", true);
        }
        return result;
    }
}
