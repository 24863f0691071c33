package com.nimsforest.node.bootstrap.faults;

import static java.time.Duration.ofSeconds;

import com.nimsforest.node.bootstrap.faults.Mesh.Kind;
import io.nats.client.api.DiscardPolicy;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** What can befall a mesh: each is done, and undone, while a load runs. */
enum Fault {
    LEADER_KILLED {
        @Override
        void befall(Mesh mesh, Random chance) {
            Machine leader = mesh.leader();
            leader.kill();
            Until.passes(ofSeconds(1 + chance.nextInt(5)));
            leader.launch();
        }
    },
    LEADER_STOPPED {
        @Override
        void befall(Mesh mesh, Random chance) {
            Machine leader = mesh.leader();
            mesh.stop(leader);
            Until.passes(ofSeconds(1 + chance.nextInt(5)));
            mesh.start(leader);
        }
    },
    LEADER_FROZEN {
        @Override
        void befall(Mesh mesh, Random chance) {
            freeze(mesh.leader(), ofSeconds(10));
        }
    },
    FOLLOWER_FROZEN {
        @Override
        void befall(Mesh mesh, Random chance) {
            freeze(mesh.followers().get(chance.nextInt(2)), ofSeconds(10));
        }
    },
    ALL_KILLED(Trait.INTERRUPTS) {
        @Override
        void befall(Mesh mesh, Random chance) {
            mesh.machines().parallelStream().forEach(Machine::kill);
            mesh.machines().forEach(Machine::launch);
        }
    },
    NODE_KILLED {
        @Override
        void befall(Mesh mesh, Random chance) {
            for (int kills = 0; kills < 4; kills++) {
                ChildNode child = ChildNode.beside(
                        mesh.machines().get(chance.nextInt(3)), mesh.kind().mistake());
                child.awaitWork();
                Until.passes(Duration.ofMillis(chance.nextInt(1000)));
                child.kill();
            }
        }
    },
    STORE_WIPED {
        @Override
        void befall(Mesh mesh, Random chance) {
            Machine machine = mesh.machines().get(chance.nextInt(3));
            machine.kill();
            machine.wipe();
            machine.launch();
        }
    },
    MACHINE_REPLACED(Trait.REPLACES_A_MACHINE) {
        @Override
        void befall(Mesh mesh, Random chance) {
            Machine machine = mesh.machines().get(chance.nextInt(3));
            String old = machine.name();
            machine.kill();
            machine.wipe();
            machine.rename(old.replaceAll("-.*", "") + "-" + Long.toString(System.nanoTime(), 36));
            machine.launch();
            mesh.forget(old);
        }
    },
    LEADER_ISOLATED(Trait.ISOLATES) {
        @Override
        void befall(Mesh mesh, Random chance) {
            cut(mesh, true);
        }
    },
    LEADER_DEAF(Trait.ISOLATES) {
        @Override
        void befall(Mesh mesh, Random chance) {
            cut(mesh, false);
        }
    },
    DISK_FULL(Trait.FILLS_A_DISK) {
        @Override
        void befall(Mesh mesh, Random chance) {
            Machine machine = mesh.machines().get(chance.nextInt(3));
            mesh.disk(machine).fill();
            Until.passes(ofSeconds(8));
            mesh.disk(machine).free();
            machine.kill();
            machine.launch();
        }
    },
    POWER_CUT_OF_ALL(Trait.CUTS_POWER) {
        @Override
        void befall(Mesh mesh, Random chance) {
            PowerCut.ofAll(mesh);
        }
    },
    POWER_CUT_AND_PAUSES(Trait.CUTS_POWER) {
        @Override
        void befall(Mesh mesh, Random chance) {
            PowerCut.ofOneWithTheOthersPaused(mesh);
        }
    },
    POWER_CUT_OF_ALL_SYNC_DEFAULT(Trait.CUTS_POWER, Trait.SYNCS_BY_DEFAULT, Trait.MAY_LOSE) {
        @Override
        void befall(Mesh mesh, Random chance) {
            PowerCut.ofAll(mesh);
        }
    },
    UPGRADE(Trait.UPGRADES, Trait.INTERRUPTS) {
        @Override
        void befall(Mesh mesh, Random chance) {
            Upgrade.together(mesh, NEWEST);
        }
    },
    ROLLING_UPGRADE(Trait.UPGRADES, Trait.MAY_LOSE) {
        @Override
        void befall(Mesh mesh, Random chance) {
            Upgrade.oneByOne(mesh, NEWEST);
        }
    },
    RIVER_FULL {
        @Override
        void befall(Mesh mesh, Random chance) {
            NarrowRiver.overflow(mesh, DiscardPolicy.New);
        }
    },
    RIVER_FULL_DISCARDS_OLD(Trait.MAY_LOSE) {
        @Override
        void befall(Mesh mesh, Random chance) {
            NarrowRiver.overflow(mesh, DiscardPolicy.Old);
        }
    },
    NEW_IDS_ON_REPEAT(Trait.MAY_LOSE) {
        @Override
        void befall(Mesh mesh, Random chance) {
            LEADER_FROZEN.befall(mesh, chance);
        }

        @Override
        Kind kind(String version) {
            return Kind.of(version).with(Mistake.NEW_IDS_ON_REPEAT);
        }
    },
    PUTS_WITHOUT_THE_GUARD(Trait.MAY_LOSE) {
        @Override
        void befall(Mesh mesh, Random chance) {
            NODE_KILLED.befall(mesh, chance);
        }

        @Override
        Kind kind(String version) {
            return Kind.of(version).with(Mistake.PUTS_WITHOUT_THE_GUARD);
        }
    };

    static final String NEWEST = "2.15.2";
    static final String OLDEST = "2.9.10";

    private final Set<Trait> traits = EnumSet.noneOf(Trait.class);

    Fault(Trait... traits) {
        this.traits.addAll(List.of(traits));
    }

    /** Does it and undoes it; the mesh may still have to recover when this returns. */
    abstract void befall(Mesh mesh, Random chance);

    /** Whether more than one machine is gone at a time, so that writes may pause for longer. */
    boolean interrupts() {
        return is(Trait.INTERRUPTS) || is(Trait.CUTS_POWER);
    }

    /** Whether one machine is cut off, which must not acknowledge anything alone. */
    boolean isolates() {
        return is(Trait.ISOLATES);
    }

    boolean needsANewMesh() {
        return is(Trait.UPGRADES) || is(Trait.REPLACES_A_MACHINE);
    }

    /** Whether losses are what is expected to be seen: a mistake, or servers set wrongly. */
    boolean mayLose() {
        return is(Trait.MAY_LOSE);
    }

    private boolean is(Trait trait) {
        return traits.contains(trait);
    }

    Kind kind(String version) {
        Kind kind = Kind.of(is(Trait.UPGRADES) ? OLDEST : version);
        kind = is(Trait.ISOLATES) ? kind.in(Terrain.Sort.NAMESPACES) : kind;
        kind = is(Trait.CUTS_POWER) || is(Trait.FILLS_A_DISK) ? kind.withDisks() : kind;
        return is(Trait.SYNCS_BY_DEFAULT) ? kind.syncDefault() : kind;
    }

    /** An older server promises nothing about power cuts, and an upgrade begins at the oldest whatever is asked for. */
    boolean possible(String version) {
        return version.equals(NEWEST) || !is(Trait.CUTS_POWER) && !is(Trait.UPGRADES);
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Fault of(String word) {
        return List.of(values()).stream()
                .filter(fault -> fault.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no fault '" + word + "'; there are: "
                        + List.of(values()).stream().map(Fault::word).toList()));
    }

    private static void freeze(Machine machine, Duration time) {
        machine.freeze();
        Until.passes(time);
        machine.thaw();
    }

    private static void cut(Mesh mesh, boolean bothDirections) {
        Machine leader = mesh.leader();
        mesh.cut(leader, bothDirections);
        Until.passes(ofSeconds(20));
        mesh.heal(leader);
    }
}
