package com.nimsforest.node.bootstrap.command.repair;

import com.nimsforest.node.bootstrap.cli.ExactJsonText;
import com.nimsforest.node.domain.audit.SoilAuditFinding;
import com.nimsforest.node.domain.compost.HumusSequenceRange;
import com.nimsforest.node.domain.soil.SoilEntry;
import com.nimsforest.node.domain.wording.CountedNoun;
import com.nimsforest.node.ports.usecase.audit.SoilAuditReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The outcome of an audit, for people and for programs. */
final class AuditReportText {
    private AuditReportText() {}

    static List<String> lines(SoilAuditReport report) {
        List<String> lines = new ArrayList<>(report.problems());
        if (report.unproved() > 0) {
            lines.add("not proved: " + entries(report.unproved()) + " of which the humus no longer tells");
        }
        if (report.sourceless() > 0) {
            lines.add("without a source: " + entries(report.sourceless())
                    + " written by another kind of node, as the humus says");
        }
        if (report.unreadable() > 0) {
            lines.add("no composts: " + CountedNoun.of(report.unreadable(), "messages in the humus"));
        }
        if (report.deadLetters() > 0) {
            lines.add("dead letters: " + report.deadLetters() + "; see 'nimsforest deadletter ls'");
        }
        lines.add(verdict(report));
        return lines;
    }

    private static String verdict(SoilAuditReport report) {
        String soil = "soil: " + entries(report.entities()) + " against the humus " + span(report.range()) + ": ";
        String repaired = report.repaired() == 0 ? "" : ", " + report.repaired() + " repaired";
        String differences = report.differences() == 0 ? "no difference" : report.differences() + " different";
        String problems = report.problems().isEmpty()
                ? ""
                : "; problems: " + report.problems().size();
        return soil + differences + repaired + problems;
    }

    private static String entries(long number) {
        return CountedNoun.of(number, "entries");
    }

    private static String span(HumusSequenceRange span) {
        return span.isEmpty() ? "(empty)" : span.first() + " to " + span.last();
    }

    static Map<String, Object> json(SoilAuditReport report, List<Map<String, Object>> differences) {
        Map<String, Object> humus = new LinkedHashMap<>();
        humus.put("epoch", report.range().epoch());
        humus.put("first", report.range().first());
        humus.put("last", report.range().last());
        humus.put("unreadable", report.unreadable());
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("sound", report.isSound());
        result.put("humus", humus);
        result.put("entries", report.entities());
        result.put("withoutSource", report.sourceless());
        result.put("notProved", report.unproved());
        result.put("different", report.differences());
        result.put("repaired", report.repaired());
        result.put("deadLetters", report.deadLetters());
        result.put("differences", differences);
        result.put("problems", report.problems());
        return result;
    }

    static Map<String, Object> json(SoilAuditFinding finding, boolean repaired) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("entity", finding.entity().value());
        result.put("kind", finding.kind().name().toLowerCase(Locale.ROOT));
        finding.expected().ifPresent(entry -> {
            result.put("expected", ExactJsonText.value(entry.compost().data()));
            result.put("expectedSource", entry.slot().toString());
        });
        if (finding.found() instanceof SoilEntry entry) {
            result.put("found", ExactJsonText.value(entry.value()));
        }
        result.put("foundSource", finding.found().source().toString());
        result.put("foundRevision", finding.found().revision().value());
        result.put("repaired", repaired);
        return result;
    }
}
