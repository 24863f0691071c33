import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One address takes all that it can from a node: 1 000 connections that send a byte a second, 40 uploads of 8 MB that drip in, and
 * small requests as fast as they are answered. Meanwhile another address sends a probe every 10 ms and a post every 100 ms, and how long
 * those took is printed: {@code java ops/test/GreedyLoad.java URL [SECONDS] [FLOODING-CONNECTIONS]}. The greedy address is a process of
 * its own with the lowest priority, since from another machine it would take none of the processor that the node and the measurement need.
 */
public final class GreedyLoad {
    private static final int SLOW = 1000;
    private static final int UPLOADS = 40;
    private static final String GREEDY = "127.0.0.1";
    private static final String OTHER = "127.0.0.2";

    private static final AtomicBoolean OVER = new AtomicBoolean();
    private static final AtomicLong ANSWERED = new AtomicLong();
    private static URI address;

    private GreedyLoad() {}

    public static void main(String[] arguments) throws Exception {
        address = URI.create(arguments[0]);
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20;
        int flooding = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 64;
        if (arguments.length > 3) {
            takeAll(flooding);
        } else {
            measure(seconds, flooding);
        }
        System.exit(0);
    }

    private static void measure(int seconds, int flooding) throws Exception {
        print("probes, quiet", asked("GET /livez", 10, 300));
        Process greedy = startGreedy(address.toString(), String.valueOf(seconds), String.valueOf(flooding), "greedy");
        greedy.inputReader().readLine();
        List<Long> posts = new ArrayList<>();
        Thread poster = start(() -> posts.addAll(asked("POST /river/stripe.webhook", 100, seconds * 10)));
        List<Long> probes = asked("GET /livez", 10, seconds * 100);
        poster.join();
        print("probes, greedy", probes);
        print("posts, greedy", posts);
        greedy.getOutputStream().close();
        System.out.println(greedy.inputReader().readLine());
    }

    /** This program once more, until its input ends. */
    private static Process startGreedy(String... arguments) throws IOException {
        ProcessHandle.Info self = ProcessHandle.current().info();
        List<String> command = new ArrayList<>(List.of("nice", "-n", "19", self.command().orElseThrow()));
        Arrays.stream(self.arguments().orElseThrow())
                .takeWhile(argument -> !argument.equals(address.toString()))
                .forEach(command::add);
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void takeAll(int flooding) throws Exception {
        start(() -> slow(SLOW, "GET /livez HTTP/1.1\r\nHost: localhost\r\nX-Slow: ", 1));
        start(() -> slow(UPLOADS, "POST /river/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 8000000\r\n\r\n", 20_000));
        for (int i = 0; i < flooding; i++) {
            start(GreedyLoad::flood);
        }
        Thread.sleep(1000);
        System.out.println("greedy");
        System.in.read();
        OVER.set(true);
        System.out.printf(Locale.ROOT, "small requests answered meanwhile: %d%n", ANSWERED.get());
    }

    private interface Task {
        void run() throws Exception;
    }

    private static Thread start(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (Exception failure) {
                System.err.println(failure);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static Socket connected(String from) throws IOException {
        Socket socket = new Socket(address.getHost(), address.getPort(), InetAddress.getByName(from), 0);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(30_000);
        return socket;
    }

    /** So many connections, each with a few bytes a second; one that is closed is opened again. */
    private static void slow(int count, String beginning, int bytes) throws Exception {
        Socket[] sockets = new Socket[count];
        while (!OVER.get()) {
            for (int i = 0; i < count; i++) {
                try {
                    if (sockets[i] == null) {
                        sockets[i] = connected(GREEDY);
                        sockets[i].getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
                    }
                    sockets[i].getOutputStream().write(new byte[bytes]);
                } catch (IOException closed) {
                    sockets[i] = null;
                }
            }
            Thread.sleep(1000);
        }
    }

    private static void flood() {
        while (!OVER.get()) {
            try (Socket socket = connected(GREEDY)) {
                while (!OVER.get()) {
                    ask(socket, "GET /livez", "");
                    ANSWERED.incrementAndGet();
                }
            } catch (IOException closed) {
                Thread.yield();
            }
        }
    }

    /** The nanoseconds that each request took, of those that another address sends. */
    private static List<Long> asked(String request, int pauseMillis, int count) throws Exception {
        List<Long> taken = new ArrayList<>();
        Socket socket = connected(OTHER);
        for (int i = 0; i < count; i++) {
            String body = request.startsWith("POST") ? "{\"id\":\"evt_g" + System.nanoTime() + "\",\"type\":\"x\"}" : "";
            long begin = System.nanoTime();
            try {
                ask(socket, request, body);
                taken.add(System.nanoTime() - begin);
            } catch (IOException failed) {
                System.err.println("refused to the other address: " + failed);
                taken.add(Long.MAX_VALUE / 2);
                socket = connected(OTHER);
            }
            Thread.sleep(pauseMillis);
        }
        return taken;
    }

    private static void ask(Socket socket, String request, String body) throws IOException {
        String text = request + " HTTP/1.1\r\nHost: localhost\r\n"
                + (body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n") + "\r\n" + body;
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed");
            }
            head.append((char) next);
        }
        if (!head.toString().startsWith("HTTP/1.1 2")) {
            throw new IOException(head.toString().lines().findFirst().orElse(""));
        }
        int at = head.toString().toLowerCase(Locale.ROOT).indexOf("content-length: ");
        String rest = head.substring(at + 16);
        in.readNBytes(Integer.parseInt(rest.substring(0, rest.indexOf("\r"))));
    }

    private static void print(String what, List<Long> nanos) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        System.out.printf(
                Locale.ROOT,
                "%s: %d, p50 %.1f ms, p99 %.1f ms, max %.1f ms%n",
                what,
                sorted.length,
                sorted[sorted.length / 2] / 1e6,
                sorted[(int) Math.ceil(0.99 * sorted.length) - 1] / 1e6,
                sorted[sorted.length - 1] / 1e6);
    }
}
