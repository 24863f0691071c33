package com.nimsforest.node.bootstrap.lab.bench;

/** What is measured, in the order in which it is. */
enum BenchWorkload {
    PUT("river put, 256 at once", 1, round -> round.pipelined(round.client()::put)),
    PUT_NOW("river put, one by one", BenchWorkload.ONE_BY_ONE, round -> round.oneByOne(round.client()::putAndWait)),
    ADD("humus add, 256 at once", 1, round -> round.pipelined(round.client()::add)),
    BURY("soil bury, 256 at once", 1, round -> round.pipelined(round.client()::bury)),
    BURY_NOW("soil bury, one by one", BenchWorkload.ONE_BY_ONE, round -> round.oneByOne(round.client()::buryAndWait)),
    DIG("soil dig, one by one", 1, round -> round.oneByOne(round.client()::dig)) {
        @Override
        void prepare(RoundDriver round) throws InterruptedException {
            round.pipelined(round.client()::bury);
        }
    },
    PATH("river to soil, the whole path", 1, round -> {
        round.pipelined(round.client()::putIntoPath);
        round.awaitSoil();
    }) {
        @Override
        void open(BenchClient client) {
            client.openPath();
        }
    };

    /** One by one takes so much longer that a tenth of the messages is enough. */
    private static final int ONE_BY_ONE = 10;

    /** What is done in one round. */
    interface Task {
        void run(RoundDriver round) throws InterruptedException;
    }

    private final String title;
    private final int share;
    private final Task task;

    BenchWorkload(String title, int share, Task task) {
        this.title = title;
        this.share = share;
        this.task = task;
    }

    String title() {
        return title;
    }

    /** How many messages a round has. */
    int messages(BenchPlan plan) {
        return Math.max(1, plan.messages() / share);
    }

    /** Once, before the first round. */
    void open(BenchClient client) {}

    /** What has to be there before each round; not measured. */
    void prepare(RoundDriver round) throws InterruptedException {}

    void run(RoundDriver round) throws InterruptedException {
        task.run(round);
    }
}
