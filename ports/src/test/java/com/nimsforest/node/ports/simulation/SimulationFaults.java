package com.nimsforest.node.ports.simulation;

import com.nimsforest.node.ports.fakes.FaultScript;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What goes wrong, drawn from the seed. Each run has some kinds of faults and not others, in a strength of its own, since
 * faults hide each other: a run in which all goes wrong finds less.
 */
final class SimulationFaults {
    /** Few enough for a message to be done before its tenth failure. */
    private static final int MOST_MOODS = 5;

    private static final int MOST_HANGS = 2;

    private final SplittableRandom random;
    private final Map<String, Integer> moods = new HashMap<>();
    private final double refusing;
    private final double silentlyStoring;
    private final double silentlyLosing;
    private final double slow;
    private final double stale;
    private final double unheard;
    private final double impatient;
    private final double moody;
    private final double hanging;
    private int hangs;
    private boolean over;

    SimulationFaults(SplittableRandom random) {
        this.random = random;
        this.refusing = strength(0.2);
        this.silentlyStoring = strength(0.2);
        this.silentlyLosing = strength(0.2);
        this.slow = strength(0.1);
        this.stale = strength(0.5);
        this.unheard = strength(0.3);
        this.impatient = strength(0.1);
        this.moody = strength(0.3);
        this.hanging = strength(0.1);
    }

    private double strength(double most) {
        return random.nextBoolean() ? random.nextDouble(most) : 0;
    }

    /** From now on nothing goes wrong. */
    void stop() {
        over = true;
    }

    boolean areOver() {
        return over;
    }

    boolean chance(double probability) {
        return probability > 0 && !over && random.nextDouble() < probability;
    }

    int upTo(int most) {
        return random.nextInt(most + 1);
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** How long a message is under way, one way. */
    Duration underWay() {
        return chance(slow) ? Duration.ofMillis(1 + random.nextInt(15_000)) : Duration.ofMillis(random.nextInt(4));
    }

    /** What the servers do with the next request that writes. */
    void tellWrite(FaultScript script) {
        if (chance(refusing)) {
            script.failNext(1);
        } else if (chance(silentlyStoring)) {
            script.answerUnknownAfterStoring(1);
        } else if (chance(silentlyLosing)) {
            script.answerUnknownWithoutStoring(1);
        }
    }

    /** What the servers do with the next request that reads. */
    void tellRead(FaultScript script) {
        if (chance(refusing)) {
            script.failNext(1);
        }
    }

    /** Whether a read is answered with what was true before. */
    boolean isStale() {
        return chance(stale);
    }

    /** Whether a verdict is lost on its way. */
    boolean isUnheard() {
        return chance(unheard);
    }

    /** Whether the servers give a message to another one while the first is still at it. */
    boolean isImpatient() {
        return chance(impatient);
    }

    /** Whether the work never failed. */
    boolean wasNeverMoody(String work) {
        return !moods.containsKey(work);
    }

    /** Whether a plug-in does not return; few enough for no message to be given up for it. */
    boolean isHanging() {
        return hangs < MOST_HANGS && chance(hanging) && ++hangs > 0;
    }

    /** Whether some plug-in did not return. */
    boolean haveHung() {
        return hangs > 0;
    }

    /** Throws at times, as business code does. */
    void moodOf(String work) {
        if (chance(moody) && moods.merge(work, 1, Integer::sum) <= MOST_MOODS) {
            throw new IllegalStateException("in a mood");
        }
    }
}
