package com.nimsforest.node.bootstrap.lab.bench;

/** What is measured, in the order in which it is. */
enum BenchWorkload {
    PUT("river put, 256 at once", 1, lap -> lap.atOnce(lap.side()::put)),
    PUT_NOW("river put, one by one", BenchWorkload.ONE_BY_ONE, lap -> lap.oneByOne(lap.side()::putNow)),
    ADD("humus add, 256 at once", 1, lap -> lap.atOnce(lap.side()::add)),
    BURY("soil bury, 256 at once", 1, lap -> lap.atOnce(lap.side()::bury)),
    BURY_NOW("soil bury, one by one", BenchWorkload.ONE_BY_ONE, lap -> lap.oneByOne(lap.side()::buryNow)),
    DIG("soil dig, one by one", 1, lap -> lap.oneByOne(lap.side()::dig)) {
        @Override
        void prepare(MeasuredRound lap) throws InterruptedException {
            lap.atOnce(lap.side()::bury);
        }
    },
    PATH("river to soil, the whole path", 1, lap -> {
        lap.atOnce(lap.side()::enter);
        lap.awaitSoil();
    }) {
        @Override
        void open(BenchContender side) {
            side.openPath();
        }
    };

    /** One by one takes so much longer that a part is enough. */
    private static final int ONE_BY_ONE = 10;

    /** What is done in one lap. */
    interface Task {
        void run(MeasuredRound lap) throws InterruptedException;
    }

    private final String words;
    private final int share;
    private final Task task;

    BenchWorkload(String words, int share, Task task) {
        this.words = words;
        this.share = share;
        this.task = task;
    }

    String words() {
        return words;
    }

    /** How many messages a lap has. */
    int messages(BenchPlan plan) {
        return Math.max(1, plan.messages() / share);
    }

    /** Once, before the first lap. */
    void open(BenchContender side) {}

    /** What has to be there before each lap; not measured. */
    void prepare(MeasuredRound lap) throws InterruptedException {}

    void run(MeasuredRound lap) throws InterruptedException {
        task.run(lap);
    }
}
