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
    ALL_KILLED {
        @Override
        void befall(Mesh mesh, Random chance) {
            mesh.machines().parallelStream().forEach(Machine::kill);
            mesh.machines().forEach(Machine::launch);
        }

        @Override
        boolean interrupts() {
            return true;
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
    MACHINE_REPLACED {
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

        @Override
        boolean needsANewMesh() {
            return true;
        }
    },
    LEADER_ISOLATED {
        @Override
        void befall(Mesh mesh, Random chance) {
            cut(mesh, true);
        }

        @Override
        Kind kind(String version) {
            return Kind.of(version).in(Terrain.Sort.NAMESPACES);
        }

        @Override
        boolean isolates() {
            return true;
        }
    },
    LEADER_DEAF {
        @Override
        void befall(Mesh mesh, Random chance) {
            cut(mesh, false);
        }

        @Override
        Kind kind(String version) {
            return Kind.of(version).in(Terrain.Sort.NAMESPACES);
        }

        @Override
        boolean isolates() {
            return true;
        }
    },
    DISK_FULL {
        @Override
        void befall(Mesh mesh, Random chance) {
            Machine machine = mesh.machines().get(chance.nextInt(3));
            mesh.disk(machine).fill();
            Until.passes(ofSeconds(8));
            mesh.disk(machine).free();
            machine.kill();
            machine.launch();
        }

        @Override
        Kind kind(String version) {
            return Kind.of(version).withDisks();
        }
    },
    POWER_CUT_OF_ALL {
        @Override
        void befall(Mesh mesh, Random chance) {
            PowerCut.ofAll(mesh);
        }

        @Override
        Kind kind(String version) {
            return Kind.of(version).withDisks();
        }

        @Override
        boolean interrupts() {
            return true;
        }
    },
    POWER_CUT_AND_PAUSES {
        @Override
        void befall(Mesh mesh, Random chance) {
            PowerCut.ofOneWithTheOthersPaused(mesh);
        }

        @Override
        Kind kind(String version) {
            return Kind.of(version).withDisks();
        }

        @Override
        boolean interrupts() {
            return true;
        }
    },
    POWER_CUT_OF_ALL_SYNC_DEFAULT {
        @Override
        void befall(Mesh mesh, Random chance) {
            PowerCut.ofAll(mesh);
        }

        @Override
        Kind kind(String version) {
            return Kind.of(version).withDisks().syncDefault();
        }

        @Override
        boolean interrupts() {
            return true;
        }

        @Override
        boolean mayLose() {
            return true;
        }
    },
    UPGRADE {
        @Override
        void befall(Mesh mesh, Random chance) {
            Upgrade.together(mesh, NEWEST);
        }

        @Override
        Kind kind(String version) {
            return Kind.of(OLDEST);
        }

        @Override
        boolean needsANewMesh() {
            return true;
        }

        @Override
        boolean interrupts() {
            return true;
        }
    },
    ROLLING_UPGRADE {
        @Override
        void befall(Mesh mesh, Random chance) {
            Upgrade.oneByOne(mesh, NEWEST);
        }

        @Override
        Kind kind(String version) {
            return Kind.of(OLDEST);
        }

        @Override
        boolean needsANewMesh() {
            return true;
        }

        @Override
        boolean mayLose() {
            return true;
        }
    },
    RIVER_FULL {
        @Override
        void befall(Mesh mesh, Random chance) {
            NarrowRiver.overflow(mesh, DiscardPolicy.New);
        }
    },
    RIVER_FULL_DISCARDS_OLD {
        @Override
        void befall(Mesh mesh, Random chance) {
            NarrowRiver.overflow(mesh, DiscardPolicy.Old);
        }

        @Override
        boolean mayLose() {
            return true;
        }
    },
    NEW_IDS_ON_REPEAT {
        @Override
        void befall(Mesh mesh, Random chance) {
            LEADER_FROZEN.befall(mesh, chance);
        }

        @Override
        Kind kind(String version) {
            return Kind.of(version).with(Mistake.NEW_IDS_ON_REPEAT);
        }

        @Override
        boolean mayLose() {
            return true;
        }
    },
    PUTS_WITHOUT_THE_GUARD {
        @Override
        void befall(Mesh mesh, Random chance) {
            NODE_KILLED.befall(mesh, chance);
        }

        @Override
        Kind kind(String version) {
            return Kind.of(version).with(Mistake.PUTS_WITHOUT_THE_GUARD);
        }

        @Override
        boolean mayLose() {
            return true;
        }
    };

    static final String NEWEST = "2.15.2";
    static final String OLDEST = "2.9.10";
    private static final Set<Fault> ON_THE_NEWEST =
            EnumSet.of(POWER_CUT_OF_ALL, POWER_CUT_AND_PAUSES, POWER_CUT_OF_ALL_SYNC_DEFAULT, UPGRADE, ROLLING_UPGRADE);

    /** Does it and undoes it; the mesh may still have to recover when this returns. */
    abstract void befall(Mesh mesh, Random chance);

    Kind kind(String version) {
        return Kind.of(version);
    }

    /** Whether more than one machine is gone at a time, so that writes may pause for longer. */
    boolean interrupts() {
        return false;
    }

    /** Whether one machine is cut off, which must not acknowledge anything alone. */
    boolean isolates() {
        return false;
    }

    boolean needsANewMesh() {
        return false;
    }

    /** Whether losses are what is expected to be seen: a mistake, or servers set wrongly. */
    boolean mayLose() {
        return false;
    }

    /** An older server promises nothing about power cuts, and an upgrade begins at the oldest whatever is asked for. */
    boolean possible(String version) {
        return version.equals(NEWEST) || !ON_THE_NEWEST.contains(this);
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
