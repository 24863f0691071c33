package com.nimsforest.node.bootstrap.command.rescue;

import com.nimsforest.node.adapters.nats.NatsSettings;
import com.nimsforest.node.adapters.nats.backup.BackupFolder;
import com.nimsforest.node.bootstrap.cli.ClientSettingFlagOptions;
import com.nimsforest.node.bootstrap.cli.CommandContext;
import com.nimsforest.node.bootstrap.cli.CommandException;
import com.nimsforest.node.bootstrap.cli.SettingFlagOptions;
import com.nimsforest.node.bootstrap.command.session.ForestCommandContext;
import com.nimsforest.node.bootstrap.command.session.ForestSession;
import com.nimsforest.node.bootstrap.node.NodeBuildVersion;
import com.nimsforest.node.bootstrap.node.ProcessExitCodes;
import com.nimsforest.node.bootstrap.settings.Environment;
import com.nimsforest.node.bootstrap.settings.NodeSettings;
import com.nimsforest.node.domain.backup.BackupManifest;
import com.nimsforest.node.domain.health.JetStreamFacts;
import com.nimsforest.node.ports.execution.BoundedPolling;
import com.nimsforest.node.ports.failure.ForestException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a backup of what one machine holds when the majority of its mesh is lost for good. */
@Command(
        name = "rescue",
        description =
                "Back up what this machine holds when the majority of the machines is lost for good. Its store is only read.",
        modelTransformer = ClientSettingFlagOptions.class,
        footerHeading = "%nExample:%n",
        footer = {
            "  sudo systemctl stop nimsforest nats",
            "  sudo nimsforest rescue --lost nats-2,nats-3 /var/backups/nimsforest/rescue",
            "",
            "Servers under the names of the lost machines run on copies of the store, on this machine alone, until the",
            "backup is made. Then: docs/RUNBOOK.md#no-quorum."
        })
public final class RescueCommand implements Callable<Integer> {
    private static final int HTTP_PORT = 80;

    private static final Duration ELECTION = Duration.ofMinutes(3);

    private final ForestCommandContext access;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--lost",
            paramLabel = "NAME,NAME",
            split = ",",
            required = true,
            description = "The names of all other machines of the mesh.")
    private List<String> lost = new ArrayList<>();

    @Option(names = "--name", paramLabel = "NAME", description = "The name of this machine: NODE_NAME.")
    private String name = "";

    @Option(
            names = "--store",
            paramLabel = "DIR",
            defaultValue = "/var/lib/nats/jetstream",
            description = "The server's store_dir: /var/lib/nats/jetstream.")
    private Path store = Path.of("");

    @Option(
            names = "--mesh",
            paramLabel = "NAME",
            defaultValue = "nimsforest",
            description = "The cluster's name in the server's configuration: nimsforest.")
    private String mesh = "";

    @Option(
            names = "--nats-server",
            paramLabel = "FILE",
            defaultValue = "/usr/local/bin/nats-server",
            description = "The server to run: /usr/local/bin/nats-server.")
    private Path program = Path.of("");

    @Option(names = "--dry-run", description = "Check everything and print the steps.")
    private boolean dryRun;

    @Parameters(paramLabel = "DIR", description = "A new folder for the backup, with room for the copies.")
    private Path folder = Path.of("");

    public RescueCommand(ForestCommandContext access) {
        this.access = access;
    }

    @Override
    public Integer call() {
        NodeSettings settings = SettingFlagOptions.settings(command, context());
        String survivor = name.isEmpty() ? settings.nodeName().value() : name;
        requireRescue(settings, survivor);
        RescueText.plan(context().out(), survivor, lost, store, folder);
        return dryRun ? ProcessExitCodes.DONE : rescue(survivor);
    }

    private CommandContext context() {
        return access.context();
    }

    /** Nothing is changed before all of this holds. */
    private void requireRescue(NodeSettings settings, String survivor) {
        if (lost.contains(survivor)) {
            throw new ParameterException(command.commandLine(), survivor + " is this machine, which is not lost");
        }
        require(
                Files.isDirectory(store.resolve("jetstream/$SYS/_js_/_meta_")),
                store + " is no store of a machine of a mesh; give --store DIR, the server's store_dir");
        require(Files.isExecutable(program), program + " is no program; give --nats-server FILE");
        List<String> peers = settings.nats().peers();
        require(
                peers.size() == lost.size(),
                "the mesh has " + peers.size() + " other machines by CLUSTER_PEERS, and --lost names " + lost.size()
                        + ": name all, and give --cluster-peers, so that it is seen that they are gone");
        List<String> answering = LostMachineCheck.answering(peers);
        require(
                answering.isEmpty(),
                String.join(", ", answering)
                        + " answers, so it is not lost: a rescue beside a machine that runs makes two"
                        + " meshes that differ. Bring it back into the mesh, or stop nats on it");
        require(
                LostMachineCheck.answering(ownPorts(settings.nats())).isEmpty(),
                "nats-server runs on this machine: systemctl stop nimsforest nats");
    }

    /** A server that still reads its streams listens for its monitoring first, and for clients at the end. */
    private static List<String> ownPorts(NatsSettings nats) {
        String clients = nats.servers().get(0).replaceFirst("^[a-z]+://", "");
        URI monitor = nats.monitorUrl();
        return List.of(clients, monitor.getHost() + ":" + (monitor.getPort() < 0 ? HTTP_PORT : monitor.getPort()));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new CommandException(ProcessExitCodes.FAILED, otherwise);
        }
    }

    private int rescue(String survivor) {
        List<String> names = new ArrayList<>(List.of(survivor));
        names.addAll(lost);
        Path work = folder.toAbsolutePath().resolveSibling(folder.getFileName() + ".servers");
        context().say("copying " + store + " for " + names.size() + " temporary servers");
        try (TemporaryMesh servers = TemporaryMesh.start(program, mesh, names, store.resolve("jetstream"), work)) {
            BackupManifest manifest = backUp(servers);
            RescueText.result(context().out(), manifest, new BackupFolder(folder), folder);
        }
        return ProcessExitCodes.DONE;
    }

    private BackupManifest backUp(TemporaryMesh servers) {
        NodeSettings settings = NodeSettings.of(new Environment(Map.of(
                "NATS_URL", servers.url(),
                "NATS_MONITOR_URL", servers.monitor(),
                "CLUSTER_PEERS", servers.peers(),
                "LOG_LEVEL", "error")));
        List<ForestSession> opened = new ArrayList<>();
        await(
                "the temporary servers do not run",
                () -> servers.isRunning() && open(settings).map(opened::add).orElse(false));
        try (ForestSession session = opened.get(0)) {
            await(
                    "the temporary servers have no leader for each stream: are all names right, and --mesh?",
                    () -> isWhole(session.storage().probe()));
            return session.backup().backUp(folder, NodeBuildVersion.current(), context()::say);
        }
    }

    private Optional<ForestSession> open(NodeSettings settings) {
        try {
            return Optional.of(access.sessions().open(settings));
        } catch (ForestException notYet) {
            return Optional.empty();
        }
    }

    private static boolean isWhole(JetStreamFacts facts) {
        return facts.usable() && facts.streams().stream().allMatch(stream -> stream.current() >= stream.replicas());
    }

    private static void await(String otherwise, BooleanSupplier condition) {
        require(BoundedPolling.poll(ELECTION, condition::getAsBoolean, reached -> reached), otherwise);
    }
}
