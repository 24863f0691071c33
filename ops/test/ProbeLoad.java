import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Asks one address over many connections that stay open, each with one request at a time, and prints how long the answers
 * took: {@code java ops/test/ProbeLoad.java URL [CONNECTIONS] [REQUESTS] [PER_SECOND]}. PER_SECOND is for all connections
 * together; 0 is as fast as it goes.
 */
public final class ProbeLoad {
    private static final int WARM_UP = 200;
    private static final double NANOS_PER_MILLI = 1e6;

    private ProbeLoad() {}

    public static void main(String[] arguments) throws Exception {
        URI address = URI.create(arguments[0]);
        int connections = number(arguments, 1, 64);
        int requests = number(arguments, 2, 20_000) / connections;
        int perSecond = number(arguments, 3, 0);
        long pause = perSecond == 0 ? 0 : 1_000_000_000L * connections / perSecond;
        ask(address, connections, WARM_UP, 0);
        long begin = System.nanoTime();
        long[] taken = ask(address, connections, requests, pause);
        double seconds = (System.nanoTime() - begin) / 1e9;
        Arrays.sort(taken);
        System.out.printf(
                Locale.ROOT,
                "%d connections, %d requests, %.0f a second: p50 %.2f ms, p99 %.2f ms, p99.9 %.2f ms, max %.2f ms%n",
                connections,
                taken.length,
                taken.length / seconds,
                at(taken, 0.5),
                at(taken, 0.99),
                at(taken, 0.999),
                at(taken, 1));
    }

    private static int number(String[] arguments, int index, int otherwise) {
        return arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
    }

    private static double at(long[] sorted, double share) {
        return sorted[(int) Math.ceil(share * sorted.length) - 1] / NANOS_PER_MILLI;
    }

    private static long[] ask(URI address, int connections, int requests, long pause) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            List<Callable<long[]>> callers = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                long offset = pause * i / connections;
                callers.add(() -> call(address, requests, pause, offset));
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

    private static long[] call(URI address, int requests, long pause, long offset) throws Exception {
        byte[] request = ("GET " + address.getRawPath() + " HTTP/1.1\r\nHost: " + address.getAuthority() + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        long[] taken = new long[requests];
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setTcpNoDelay(true);
            InputStream answers = new BufferedInputStream(socket.getInputStream());
            long due = System.nanoTime() + offset;
            for (int i = 0; i < requests; i++, due += pause) {
                long early = due - System.nanoTime();
                if (pause > 0 && early > 0) {
                    Thread.sleep(early / 1_000_000, (int) (early % 1_000_000));
                }
                long begin = System.nanoTime();
                socket.getOutputStream().write(request);
                readAnswer(answers);
                taken[i] = System.nanoTime() - begin;
            }
        }
        return taken;
    }

    private static void readAnswer(InputStream answers) throws IOException {
        int length = 0;
        for (String line = readLine(answers); !line.isEmpty(); line = readLine(answers)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
            }
        }
        if (answers.readNBytes(length).length < length) {
            throw new IOException("the answer was cut off");
        }
    }

    private static String readLine(InputStream answers) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = answers.read(); c != '\n'; c = answers.read()) {
            if (c < 0) {
                throw new IOException("the connection was closed");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
