package com.nimsforest.node.bootstrap.faults;

import static java.time.Duration.ofSeconds;

import com.nimsforest.node.bootstrap.faults.FaultMesh.Kind;
import io.nats.client.api.DiscardPolicy;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** What can inject a mesh: each is done, and undone, while a load runs. */
enum FaultScenario {
    LEADER_KILLED {
        @Override
        void inject(FaultMesh mesh, Random chance) {
            MeshMachine leader = mesh.leader();
            leader.kill();
            HarnessWait.passes(ofSeconds(1 + chance.nextInt(5)));
            leader.launch();
        }
    },
    LEADER_STOPPED {
        @Override
        void inject(FaultMesh mesh, Random chance) {
            MeshMachine leader = mesh.leader();
            mesh.stop(leader);
            HarnessWait.passes(ofSeconds(1 + chance.nextInt(5)));
            mesh.start(leader);
        }
    },
    LEADER_FROZEN {
        @Override
        void inject(FaultMesh mesh, Random chance) {
            freeze(mesh.leader(), ofSeconds(10));
        }
    },
    FOLLOWER_FROZEN {
        @Override
        void inject(FaultMesh mesh, Random chance) {
            freeze(mesh.followers().get(chance.nextInt(2)), ofSeconds(10));
        }
    },
    ALL_KILLED(FaultProperty.INTERRUPTS) {
        @Override
        void inject(FaultMesh mesh, Random chance) {
            mesh.machines().parallelStream().forEach(MeshMachine::kill);
            mesh.machines().forEach(MeshMachine::launch);
        }
    },
    SINGLE_KILLED(FaultProperty.STANDS_ALONE, FaultProperty.INTERRUPTS) {
        @Override
        void inject(FaultMesh mesh, Random chance) {
            for (int kills = 0; kills < 3; kills++) {
                ALL_KILLED.inject(mesh, chance);
                HarnessWait.passes(ofSeconds(1 + chance.nextInt(3)));
            }
        }
    },
    NODE_KILLED {
        @Override
        void inject(FaultMesh mesh, Random chance) {
            for (int kills = 0; kills < 4; kills++) {
                ChildNodeProcess child = ChildNodeProcess.beside(
                        mesh.machines().get(chance.nextInt(3)), mesh.kind().mistake());
                child.awaitWork();
                HarnessWait.passes(Duration.ofMillis(chance.nextInt(1000)));
                child.kill();
            }
        }
    },
    STORE_WIPED {
        @Override
        void inject(FaultMesh mesh, Random chance) {
            MeshMachine machine = mesh.machines().get(chance.nextInt(3));
            machine.kill();
            machine.wipe();
            machine.launch();
        }
    },
    MACHINE_REPLACED(FaultProperty.REPLACES_A_MACHINE) {
        @Override
        void inject(FaultMesh mesh, Random chance) {
            MeshMachine machine = mesh.machines().get(chance.nextInt(3));
            String old = machine.name();
            machine.kill();
            machine.wipe();
            machine.rename(old.replaceAll("-.*", "") + "-" + Long.toString(System.nanoTime(), 36));
            machine.launch();
            mesh.forget(old);
        }
    },
    LEADER_ISOLATED(FaultProperty.ISOLATES) {
        @Override
        void inject(FaultMesh mesh, Random chance) {
            cut(mesh, true);
        }
    },
    LEADER_DEAF(FaultProperty.ISOLATES) {
        @Override
        void inject(FaultMesh mesh, Random chance) {
            cut(mesh, false);
        }
    },
    DISK_FULL(FaultProperty.FILLS_A_DISK) {
        @Override
        void inject(FaultMesh mesh, Random chance) {
            MeshMachine machine = mesh.machines().get(chance.nextInt(3));
            mesh.disk(machine).fill();
            HarnessWait.passes(ofSeconds(8));
            mesh.disk(machine).free();
            machine.kill();
            machine.launch();
        }
    },
    POWER_CUT_OF_ALL(FaultProperty.CUTS_POWER) {
        @Override
        void inject(FaultMesh mesh, Random chance) {
            PowerCut.ofAll(mesh);
        }
    },
    SINGLE_POWER_CUT(FaultProperty.STANDS_ALONE, FaultProperty.CUTS_POWER) {
        @Override
        void inject(FaultMesh mesh, Random chance) {
            PowerCut.ofAll(mesh);
        }
    },
    POWER_CUT_AND_PAUSES(FaultProperty.CUTS_POWER) {
        @Override
        void inject(FaultMesh mesh, Random chance) {
            PowerCut.ofOneWithTheOthersPaused(mesh);
        }
    },
    POWER_CUT_OF_ALL_SYNC_DEFAULT(FaultProperty.CUTS_POWER, FaultProperty.SYNCS_BY_DEFAULT, FaultProperty.MAY_LOSE) {
        @Override
        void inject(FaultMesh mesh, Random chance) {
            PowerCut.ofAll(mesh);
        }
    },
    UPGRADE(FaultProperty.UPGRADES, FaultProperty.INTERRUPTS) {
        @Override
        void inject(FaultMesh mesh, Random chance) {
            ServerUpgrade.together(mesh, NEWEST);
        }
    },
    ROLLING_UPGRADE(FaultProperty.UPGRADES) {
        @Override
        void inject(FaultMesh mesh, Random chance) {
            ServerUpgrade.oneByOne(mesh, NEWEST);
        }
    },
    RIVER_FULL {
        @Override
        void inject(FaultMesh mesh, Random chance) {
            RiverOverflow.overflow(mesh, DiscardPolicy.New);
        }
    },
    RIVER_FULL_DISCARDS_OLD(FaultProperty.MAY_LOSE) {
        @Override
        void inject(FaultMesh mesh, Random chance) {
            RiverOverflow.overflow(mesh, DiscardPolicy.Old);
        }
    },
    NEW_IDS_ON_REPEAT(FaultProperty.MAY_LOSE) {
        @Override
        void inject(FaultMesh mesh, Random chance) {
            LEADER_FROZEN.inject(mesh, chance);
        }

        @Override
        Kind kind(String version) {
            return Kind.of(version).with(InjectedMistake.NEW_IDS_ON_REPEAT);
        }
    },
    PUTS_WITHOUT_THE_GUARD(FaultProperty.MAY_LOSE) {
        @Override
        void inject(FaultMesh mesh, Random chance) {
            NODE_KILLED.inject(mesh, chance);
        }

        @Override
        Kind kind(String version) {
            return Kind.of(version).with(InjectedMistake.PUTS_WITHOUT_THE_GUARD);
        }
    },
    DROPS_EVENTS(FaultProperty.MAY_LOSE) {
        @Override
        void inject(FaultMesh mesh, Random chance) {
            HarnessWait.passes(ofSeconds(1));
        }

        @Override
        Kind kind(String version) {
            return Kind.of(version).with(InjectedMistake.DROPS_EVENTS);
        }
    };

    static final String NEWEST = "2.15.3";
    static final String OLDEST = "2.11.0";

    private final Set<FaultProperty> traits = EnumSet.noneOf(FaultProperty.class);

    FaultScenario(FaultProperty... traits) {
        this.traits.addAll(List.of(traits));
    }

    /** Does it and undoes it; the mesh may still have to recover when this returns. */
    abstract void inject(FaultMesh mesh, Random chance);

    /** Whether more than one machine is gone at a time, so that writes may pause for longer. */
    boolean interrupts() {
        return is(FaultProperty.INTERRUPTS) || is(FaultProperty.CUTS_POWER);
    }

    /** Whether one machine is cut off, which must not acknowledge anything alone. */
    boolean isolates() {
        return is(FaultProperty.ISOLATES);
    }

    boolean needsANewMesh() {
        return is(FaultProperty.UPGRADES) || is(FaultProperty.REPLACES_A_MACHINE);
    }

    /** Whether losses are what is expected to be seen: a mistake, or servers set wrongly. */
    boolean mayLose() {
        return is(FaultProperty.MAY_LOSE);
    }

    private boolean is(FaultProperty trait) {
        return traits.contains(trait);
    }

    Kind kind(String version) {
        Kind kind = Kind.of(is(FaultProperty.UPGRADES) ? OLDEST : version);
        kind = is(FaultProperty.ISOLATES) ? kind.in(ServerHosting.Sort.NAMESPACES) : kind;
        kind = is(FaultProperty.CUTS_POWER) || is(FaultProperty.FILLS_A_DISK) ? kind.withDisks() : kind;
        kind = is(FaultProperty.STANDS_ALONE) ? kind.alone() : kind;
        return is(FaultProperty.SYNCS_BY_DEFAULT) ? kind.syncDefault() : kind;
    }

    /** An upgrade begins at the oldest whatever is asked for. */
    boolean possible(String version) {
        return version.equals(NEWEST) || !is(FaultProperty.UPGRADES);
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static FaultScenario of(String word) {
        return List.of(values()).stream()
                .filter(fault -> fault.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no fault '" + word + "'; there are: "
                        + List.of(values()).stream().map(FaultScenario::word).toList()));
    }

    private static void freeze(MeshMachine machine, Duration time) {
        machine.freeze();
        HarnessWait.passes(time);
        machine.thaw();
    }

    private static void cut(FaultMesh mesh, boolean bothDirections) {
        MeshMachine leader = mesh.leader();
        mesh.cut(leader, bothDirections);
        HarnessWait.passes(ofSeconds(20));
        mesh.heal(leader);
    }
}
