package com.nimsforest.node.bootstrap.command.rescue;

import com.nimsforest.node.adapters.nats.backup.BackupFolder;
import com.nimsforest.node.bootstrap.cli.TextTable;
import com.nimsforest.node.domain.backup.BackupManifest;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** What a rescue does and has done, for people. */
final class RescueText {
    private RescueText() {}

    static void plan(PrintWriter out, String survivor, List<String> lost, Path store, Path folder) {
        out.println(
                "1. copy " + store + " of " + survivor + " " + (lost.size() + 1) + " times; it is not changed itself");
        out.println(
                "2. run servers named " + survivor + ", " + String.join(", ", lost) + " on the copies, on 127.0.0.1");
        out.println("3. back up what they hold to " + folder + ", stop them, and remove the copies");
        out.println("Can be missing: what the lost machines acknowledged and " + survivor
                + " had not yet received when they were lost.");
        out.flush();
    }

    static void result(PrintWriter out, BackupManifest manifest, BackupFolder backup, Path folder) {
        TextTable table = new TextTable("STREAM", "MESSAGES", "LAST", "STORED");
        manifest.streams()
                .forEach(stream -> table.row(
                        stream.name(),
                        "" + stream.messages(),
                        "" + stream.lastSequence(),
                        stream.lastSequence() == 0 ? "" : backup.lastStored(stream.name())));
        table.print(out, false);
        out.println(
                "Ask the senders for what they posted after the last time of RIVER: it is missing if they got 201 for it.");
        out.println("Then, in this order (docs/RUNBOOK.md#no-quorum):");
        out.println("1. on this machine: setup-server.sh --uninstall --purge-data; the backup stays");
        out.println(
                "2. on all machines of the new mesh, also on a lost one that comes back: set up empty, with --no-node");
        out.println("3. here: nimsforest restore " + folder);
        out.println("4. on all machines: setup-server.sh again, with the node");
        out.flush();
    }
}
