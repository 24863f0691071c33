package com.nimsforest.node.bootstrap.command.backup;

import com.nimsforest.node.bootstrap.cli.TextTable;
import com.nimsforest.node.domain.backup.BackupManifest;
import com.nimsforest.node.domain.backup.RestoreStep;
import com.nimsforest.node.domain.backup.StreamBackup;
import com.nimsforest.node.domain.wording.CountedNoun;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A backup and the steps of its restoring, for people and for programs. */
final class BackupText {
    private BackupText() {}

    static void print(PrintWriter out, BackupManifest manifest) {
        TextTable table = new TextTable("STREAM", "MESSAGES", "FIRST", "LAST", "BYTES", "CONSUMERS");
        manifest.streams()
                .forEach(stream -> table.row(
                        stream.name(),
                        "" + stream.messages(),
                        "" + stream.firstSequence(),
                        "" + stream.lastSequence(),
                        "" + stream.bytes(),
                        "" + stream.consumers().size()));
        table.print(out, false);
        out.println("backup of " + manifest.cut() + ", nimsforest " + manifest.nodeVersion() + ", nats-server "
                + manifest.serverVersion() + ", " + CountedNoun.of(manifest.bytes(), "bytes"));
        out.flush();
    }

    static Map<String, Object> json(BackupManifest manifest) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("cut", manifest.cut().toString());
        json.put("nodeVersion", manifest.nodeVersion());
        json.put("serverVersion", manifest.serverVersion());
        json.put("bytes", manifest.bytes());
        json.put("streams", manifest.streams().stream().map(BackupText::json).toList());
        return json;
    }

    private static Map<String, Object> json(StreamBackup stream) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", stream.name());
        json.put("identity", stream.identity());
        json.put("messages", stream.messages());
        json.put("firstSequence", stream.firstSequence());
        json.put("lastSequence", stream.lastSequence());
        json.put("bytes", stream.bytes());
        json.put("sha256", stream.sha256());
        json.put(
                "consumers",
                stream.consumers().stream()
                        .map(consumer -> Map.of(
                                "name", consumer.name(),
                                "ackFloor", consumer.ackFloor(),
                                "unacknowledged", consumer.unacknowledged()))
                        .toList());
        return json;
    }

    static void print(PrintWriter out, List<RestoreStep> steps) {
        TextTable table = new TextTable("STREAM", "MESSAGES", "REPLICAS", "ACTION");
        steps.forEach(step -> table.row(
                step.stream().name(),
                "" + step.stream().messages(),
                "" + step.replicas(),
                step.action().words()));
        table.print(out, false);
        out.flush();
    }

    static Map<String, Object> json(List<RestoreStep> steps) {
        return Map.of(
                "streams",
                steps.stream()
                        .map(step -> Map.<String, Object>of(
                                "name", step.stream().name(),
                                "messages", step.stream().messages(),
                                "replicas", step.replicas(),
                                "action", step.action().name().toLowerCase(Locale.ROOT)))
                        .toList());
    }
}
