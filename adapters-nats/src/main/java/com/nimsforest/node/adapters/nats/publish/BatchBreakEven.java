package com.nimsforest.node.adapters.nats.publish;

/**
 * From how many messages on an atomic batch takes less time than they take one by one, learned from how long both took. Not
 * thread-safe: for one queue.
 */
final class BatchBreakEven {
    private static final double FIRST_GUESS = 24;
    private static final double LEAST = 4;
    private static final double MOST = AtomicPublishBatch.MOST_MESSAGES;
    /** Of what single messages say, one in this many counts: there are many. */
    private static final double SLOWLY = 64;

    private static final double QUICKLY = 8;
    /** By single messages the guess falls by one in this many: else a batch that took long would be the last one. */
    private static final double AGAIN = 2048;
    /** A pause says nothing of what a message costs; but answers come in bursts, of which the gaps between them are most. */
    private static final double PAUSE = 100;

    private double guess = FIRST_GUESS;
    private double single;
    private long answeredAt;
    private boolean busy;

    int messages() {
        return (int) Math.ceil(guess);
    }

    /** A message that was sent alone was answered. */
    void answered(long now, boolean moreAreAwaited) {
        if (busy) {
            double took = now - answeredAt;
            single = single == 0 ? took : single + (Math.min(took, PAUSE * single) - single) / SLOWLY;
            guess -= (guess - LEAST) / AGAIN;
        }
        answeredAt = now;
        busy = moreAreAwaited;
    }

    /** A batch was stored; the server took up messages that were sent before it first. */
    void stored(long sentAt, long now) {
        learn(now - (answeredAt - sentAt > 0 ? answeredAt : sentAt));
    }

    /** A batch was refused, so that its messages are sent again one by one. */
    void refused(int size, long sentAt, long now) {
        learn(now - sentAt + size * single);
    }

    private void learn(double took) {
        if (single > 0) {
            guess += (Math.min(Math.max(took / single, LEAST), MOST) - guess) / QUICKLY;
        }
    }
}
