import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Posts payments to a node that has the demo loaded, each until its answer is there, and then some one by one until their
 * tasks are in the soil: {@code java ops/test/PathLoad.java NODE [CONNECTIONS] [PAYMENTS] [ONE_BY_ONE]}. Prints how long
 * both took, and the node's heap before and after.
 */
public final class PathLoad {
    private static final int WARM_UP = 20;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final String RUN = Long.toString(System.currentTimeMillis(), 36);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI node;

    private PathLoad(URI node) {
        this.node = node;
    }

    public static void main(String[] arguments) throws Exception {
        PathLoad load = new PathLoad(URI.create(arguments[0]));
        int connections = number(arguments, 1, 16);
        int payments = number(arguments, 2, 2000);
        int oneByOne = number(arguments, 3, 100);
        load.heap("before");
        load.many("warm", connections, WARM_UP);
        long begin = System.nanoTime();
        long[] taken = load.many("put", connections, payments / connections);
        double seconds = (System.nanoTime() - begin) / 1e9;
        print("post to 201, " + connections + " connections", taken, taken.length / seconds);
        load.heap("after");
        load.awaitTask("put-" + (connections - 1) + "-" + (payments / connections - 1));
        long first = System.nanoTime();
        long[] whole = load.path(oneByOne);
        print("post to the task in the soil, one by one", whole, oneByOne / ((System.nanoTime() - first) / 1e9));
    }

    private static int number(String[] arguments, int index, int otherwise) {
        return arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
    }

    private static void print(String what, long[] taken, double perSecond) {
        Arrays.sort(taken);
        System.out.printf(
                Locale.ROOT,
                "%s: %d payments, %.0f a second: p50 %.1f ms, p90 %.1f ms, p99 %.1f ms, max %.1f ms%n",
                what,
                taken.length,
                perSecond,
                at(taken, 0.5),
                at(taken, 0.9),
                at(taken, 0.99),
                at(taken, 1));
    }

    private static double at(long[] sorted, double share) {
        return sorted[(int) Math.ceil(share * sorted.length) - 1] / NANOS_PER_MILLI;
    }

    private long[] many(String name, int connections, int payments) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            List<Callable<long[]>> callers = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                String caller = name + "-" + i + "-";
                callers.add(() -> posts(caller, payments));
            }
            List<long[]> all = new ArrayList<>();
            for (Future<long[]> caller : threads.invokeAll(callers)) {
                all.add(caller.get());
            }
            return all.stream().flatMapToLong(Arrays::stream).toArray();
        } finally {
            threads.shutdownNow();
        }
    }

    private long[] posts(String caller, int payments) throws Exception {
        long[] taken = new long[payments];
        for (int i = 0; i < payments; i++) {
            long begin = System.nanoTime();
            post(caller + i);
            taken[i] = System.nanoTime() - begin;
        }
        return taken;
    }

    private long[] path(int payments) throws Exception {
        long[] taken = new long[payments];
        for (int i = 0; i < payments; i++) {
            long begin = System.nanoTime();
            post("path-" + i);
            awaitTask("path-" + i);
            taken[i] = System.nanoTime() - begin;
        }
        return taken;
    }

    private void post(String id) throws Exception {
        String event = """
                {"id":"%s","type":"charge.succeeded","data":{"object":{"customer":"cus_1","amount":15000,"currency":"usd",\
                "metadata":{"item_id":"item_1"}}}}""".formatted(event(id));
        HttpRequest request = HttpRequest.newBuilder(node.resolve("/river/stripe.webhook"))
                .header("Idempotency-Key", event(id))
                .POST(HttpRequest.BodyPublishers.ofString(event))
                .build();
        int status = client.send(request, BodyHandlers.discarding()).statusCode();
        if (status != 201) {
            throw new IllegalStateException(id + " was answered with " + status);
        }
    }

    /** Asks without a pause, a minute at most. */
    private void awaitTask(String id) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(node.resolve("/soil/task-cus_1-" + event(id)))
                .build();
        long end = System.nanoTime() + 60_000_000_000L;
        while (client.send(request, BodyHandlers.discarding()).statusCode() != 200) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(id + " did not come into the soil");
            }
        }
    }

    private void heap(String when) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(node.resolve("/metrics")).build();
        double used = client.send(request, BodyHandlers.ofLines())
                .body()
                .filter(line -> line.startsWith("jvm_memory_used_bytes") && line.contains("area=\"heap\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
        System.out.printf(Locale.ROOT, "heap in use %s: %.0f MB%n", when, used / 1e6);
    }

    private static String event(String id) {
        return "evt_" + RUN + "_" + id;
    }
}
