package com.nimsforest.node.bootstrap.command.look;

import com.nimsforest.node.bootstrap.cli.ExactJsonText;
import com.nimsforest.node.domain.compost.Compost;
import com.nimsforest.node.domain.compost.HumusEntry;
import com.nimsforest.node.domain.payload.PrintableText;
import java.util.LinkedHashMap;
import java.util.Map;

/** An entry of the humus, for people and for programs. */
final class HumusEntryText {
    private HumusEntryText() {}

    static String line(HumusEntry entry) {
        Compost compost = entry.compost();
        return entry.slot().sequence() + " " + compost.time() + " "
                + PrintableText.line(compost.nim()).replaceAll("\\s", "_") + " "
                + compost.action().word() + " " + compost.entity() + " " + ExactJsonText.line(compost.data());
    }

    static Map<String, Object> json(HumusEntry entry) {
        Compost compost = entry.compost();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("slot", entry.slot().toString());
        result.put("seq", entry.slot().sequence());
        result.put("entity", compost.entity().value());
        result.put("action", compost.action().word());
        result.put("nim", compost.nim());
        result.put("time", compost.time().toString());
        result.put("data", ExactJsonText.value(compost.data()));
        return result;
    }
}
