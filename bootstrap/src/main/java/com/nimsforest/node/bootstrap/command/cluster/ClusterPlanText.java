package com.nimsforest.node.bootstrap.command.cluster;

import com.nimsforest.node.bootstrap.cli.TextTable;
import com.nimsforest.node.domain.mesh.MeshObjection;
import com.nimsforest.node.domain.mesh.MeshState;
import com.nimsforest.node.domain.mesh.PlannedMeshStep;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The steps of a change, for people and for programs. */
final class ClusterPlanText {
    private static final String NOTHING = "nothing to do: the mesh is so already";

    private ClusterPlanText() {}

    static void print(
            PrintWriter out, List<PlannedMeshStep> steps, List<MeshObjection> objections, List<String> onTheMachines) {
        if (steps.isEmpty() && objections.isEmpty()) {
            out.println(NOTHING);
        } else if (!steps.isEmpty()) {
            TextTable table = new TextTable("", "STEP", "MAY BE LOST BEFORE", "AFTER", "IF IT STOPS HERE");
            for (int number = 1; number <= steps.size(); number++) {
                PlannedMeshStep step = steps.get(number - 1);
                table.row(
                        "" + number,
                        step.step().words(),
                        losses(step.before()),
                        losses(step.after()),
                        step.step().consequence());
            }
            table.print(out, false);
            onTheMachines.forEach(out::println);
        }
        objections.forEach(objection ->
                out.println("refused: " + objection.text() + (objection.forceable() ? " (--force accepts that)" : "")));
        out.flush();
    }

    static void print(PrintWriter out, List<SingleServerMove.Step> steps) {
        TextTable table = new TextTable("", "STEP", "IF IT STOPS HERE");
        for (int number = 1; number <= steps.size(); number++) {
            SingleServerMove.Step step = steps.get(number - 1);
            table.row("" + number, step.words(), step.consequence());
        }
        table.print(out, false);
        out.flush();
    }

    /** Of a change that has no steps. */
    static String nothing(List<MeshObjection> objections) {
        return objections.isEmpty()
                ? NOTHING
                : "nothing to do: "
                        + objections.stream().map(MeshObjection::text).collect(Collectors.joining("; "));
    }

    /** The quorum as what it bears. */
    private static String losses(MeshState state) {
        int machines = state.lossesBorne();
        return machines < 0 ? "no quorum" : machines + " of " + state.machines().size();
    }

    static Map<String, Object> json(
            List<PlannedMeshStep> steps, List<MeshObjection> objections, List<String> onTheMachines) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("steps", steps.stream().map(ClusterPlanText::json).toList());
        json.put(
                "objections",
                objections.stream()
                        .map(objection -> Map.of("text", objection.text(), "forceable", objection.forceable()))
                        .toList());
        json.put("onTheMachines", onTheMachines);
        return json;
    }

    static Map<String, Object> json(List<SingleServerMove.Step> steps) {
        Map<String, Object> json = json(List.of(), List.of(), List.of());
        json.put(
                "steps",
                steps.stream()
                        .map(step -> Map.of("step", step.words(), "ifItStopsHere", step.consequence()))
                        .toList());
        return json;
    }

    private static Map<String, Object> json(PlannedMeshStep step) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("step", step.step().words());
        json.put("mayBeLostBefore", step.before().lossesBorne());
        json.put("mayBeLostAfter", step.after().lossesBorne());
        json.put("ifItStopsHere", step.step().consequence());
        return json;
    }
}
