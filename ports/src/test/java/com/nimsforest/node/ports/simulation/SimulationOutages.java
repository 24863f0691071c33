package com.nimsforest.node.ports.simulation;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** What befalls the servers and the machines in a run, and when: drawn from the seed before it begins. */
final class SimulationOutages {
    static final Duration LENGTH = Duration.ofSeconds(40);

    /**
     * A state that was read, and is written after all that was written meanwhile has been dropped, is not told from the
     * present one: the humus has to keep what it is given for longer than a change takes.
     */
    private static final Duration LONGER_THAN_A_CHANGE = Duration.ofSeconds(30);

    private final SimulationContext world;
    private final SimulationFleet fleet;
    private final SimulationHistory history;
    private final SplittableRandom random;
    private final List<String> deadLetters = new ArrayList<>();
    private boolean idsForgotten;
    private boolean leafIdsForgotten;
    private int storageLosses;

    SimulationOutages(SimulationContext world, SimulationFleet fleet, SimulationHistory history) {
        this.world = world;
        this.fleet = fleet;
        this.history = history;
        this.random = world.random.split();
    }

    void plan() {
        some(4, () -> fleet.crashOne(atMost(Duration.ofSeconds(10))));
        some(3, () -> fleet.disconnectOne(atMost(Duration.ofSeconds(10))));
        some(2, () -> loseStorage(atMost(Duration.ofSeconds(10))));
        if (random.nextInt(4) == 0) {
            some(2, this::forgetIds);
        }
        switch (random.nextInt(4)) {
            case 0 -> some(2, this::remakeHumus);
            case 1 -> some(2, this::loseTheEndOfTheHumus);
            default -> some(1, () -> poison("humus.keeper.update", "decomposer"));
        }
        some(2, this::moveOwners);
        some(2, this::dropWhatIsWorked);
        some(2, this::forgetIdsOfLeaves);
        some(1, () -> poison("river.work.raw", "trees"));
        String[] hearing = {"nim-keeper", "nim-echo", "entity-tally", "entity-planner"};
        some(1, () -> poison("word.raw", Arrays.copyOf(hearing, world.plans ? 4 : 3)));
    }

    private void some(int most, Runnable blow) {
        int times = random.nextInt(most + 1);
        for (int n = 0; n < times; n++) {
            world.later(atMost(LENGTH), () -> {
                if (!world.faults.areOver()) {
                    blow.run();
                }
            });
        }
    }

    private Duration atMost(Duration bound) {
        return Duration.ofMillis(random.nextLong(bound.toMillis()));
    }

    private void loseStorage(Duration away) {
        world.trace.add("servers", () -> "lose their storage");
        storageLosses++;
        world.servers.loseStorage();
        world.later(away, () -> {
            if (--storageLosses == 0) {
                world.trace.add("servers", () -> "have their storage again");
                world.servers.regainStorage();
            }
        });
    }

    private void forgetIds() {
        world.trace.add("servers", () -> "forget all ids");
        idsForgotten = true;
        world.servers.forgetIds();
    }

    private void moveOwners() {
        world.trace.add("servers", () -> "give the leaves of entity nims to others");
        world.servers.moveOwners();
    }

    private void dropWhatIsWorked() {
        if (storageLosses > 0) {
            return;
        }
        world.trace.add("servers", () -> "drop from the humus what is worked into the soil");
        history.write();
        world.servers.dropDecomposed(LONGER_THAN_A_CHANGE);
    }

    private void forgetIdsOfLeaves() {
        world.trace.add("servers", () -> "forget the ids of leaves");
        leafIdsForgotten = true;
        world.servers.forgetIdsOfLeaves();
    }

    private void remakeHumus() {
        if (storageLosses > 0) {
            return;
        }
        world.trace.add("servers", () -> "make the humus anew");
        history.writeBeforeTheLoss(Integer.MAX_VALUE);
        idsForgotten = true;
        world.servers.remakeHumus();
    }

    private void loseTheEndOfTheHumus() {
        if (storageLosses > 0) {
            return;
        }
        int messages = 1 + random.nextInt(3);
        world.trace.add("servers", () -> "lose the last " + messages + " messages of the humus");
        history.writeBeforeTheLoss(messages);
        idsForgotten = true;
        world.servers.loseEnd("HUMUS", messages);
    }

    /** Something that is no message of the forest, from a stranger. */
    private void poison(String subject, String... consumers) {
        if (storageLosses == 0) {
            world.trace.add("stranger", () -> "sends poison to " + subject);
            world.servers.putRaw(subject, "{poison".getBytes(StandardCharsets.UTF_8));
            for (String consumer : consumers) {
                deadLetters.add(consumer + " " + subject);
            }
        }
    }

    /** The dead letters that come of it. */
    List<String> deadLetters() {
        return List.copyOf(deadLetters);
    }

    /** Whether a leaf may have been stored twice, so that a plain nim may have failed on it twice. */
    boolean areLeafIdsForgotten() {
        return leafIdsForgotten || idsForgotten;
    }

    /** Whether something may have been stored twice, since the servers no longer knew that they had it. */
    boolean areIdsForgotten() {
        return idsForgotten;
    }
}
