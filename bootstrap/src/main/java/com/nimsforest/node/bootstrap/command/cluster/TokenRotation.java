package com.nimsforest.node.bootstrap.command.cluster;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.bootstrap.command.machine.FileChecksum;
import com.nimsforest.node.bootstrap.command.machine.MachineScripts;
import com.nimsforest.node.domain.mesh.MeshStep;
import com.nimsforest.node.domain.mesh.RollingChange;
import com.nimsforest.node.ports.failure.RejectedInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Another token for the mesh. */
final class TokenRotation implements MachineChange {
    private static final Pattern AUTHORITY =
            Pattern.compile("-----BEGIN CERTIFICATE-----\n.*?\n-----END CERTIFICATE-----\n", Pattern.DOTALL);

    private final MachineScripts scripts;
    private final Path token;

    TokenRotation(MachineScripts scripts, Path token) {
        this.scripts = requireNonNull(scripts, "scripts");
        this.token = requireNonNull(token, "token");
    }

    @Override
    public RollingChange stages() {
        return RollingChange.TOKEN;
    }

    /** One that is still to be made is on no machine. */
    @Override
    public int stage(String machine) {
        return Files.exists(token)
                ? Integer.parseInt(scripts.look(machine, authoritySum()).getOrDefault("token", "0"))
                : 0;
    }

    private String authoritySum() {
        try {
            Matcher authority = AUTHORITY.matcher(Files.readString(token, StandardCharsets.ISO_8859_1));
            if (authority.find()) {
                return FileChecksum.of(authority.group().getBytes(StandardCharsets.ISO_8859_1));
            }
            throw new RejectedInputException(token + " is not a cluster token; make one with cluster-token.sh new");
        } catch (IOException unreadable) {
            throw new RejectedInputException(token + " cannot be read", unreadable);
        }
    }

    @Override
    public void take(MeshStep step) {
        if (!Files.exists(token)) {
            scripts.onThisMachine("cluster-token.sh new --output '" + token + "'");
        }
        String stage = switch (step.kind()) {
            case TRUST_TOKEN -> "trust";
            case SWITCH_TOKEN -> "switch";
            case DROP_TOKEN -> "drop";
            default -> throw new IllegalArgumentException("no step of a token: " + step);
        };
        scripts.roll(step.subject(), "rotate-token " + stage, Optional.of(token));
    }

    /** Machines of a stage and of the next one have routes to each other. */
    @Override
    public Optional<String> wayBack() {
        return Optional.empty();
    }
}
