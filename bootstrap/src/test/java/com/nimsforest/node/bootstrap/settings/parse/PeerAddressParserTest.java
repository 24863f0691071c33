package com.nimsforest.node.bootstrap.settings.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same cases that {@code ops/test/cluster-peers-test.sh} puts to the scripts. */
class PeerAddressParserTest {
    private static final Path CASES = Path.of("../ops/test/cluster-peers.cases");

    /** One line of the file: its columns, "-" being an empty one. */
    private record PeersCase(String nodeName, String own, String input, String expected) {
        String actual() {
            String[] portAndHosts = own.split(" ");
            MachineHosts hosts = MachineHosts.known(Stream.concat(
                    Stream.of(nodeName), Arrays.stream(portAndHosts).skip(1)));
            try {
                List<String> peers = PeerAddressParser.read(input);
                return String.join(",", PeerAddressParser.others(peers, Integer.parseInt(portAndHosts[0]), hosts));
            } catch (IllegalArgumentException refused) {
                return "error";
            }
        }
    }

    static List<PeersCase> cases() throws IOException {
        return Files.readAllLines(CASES).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split("\t"))
                .map(columns -> new PeersCase(columns[0], columns[1], text(columns[2]), text(columns[3])))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void eachCaseComesOutAsItSays(PeersCase peers) {
        assertThat(peers.actual()).isEqualTo(peers.expected());
    }

    @Test
    void allCasesAreRead() throws IOException {
        assertThat(cases()).hasSizeGreaterThan(60);
    }

    @Test
    void aListThatIsTooLongIsRefused() {
        String list = "host2:6222,".repeat(400) + "host2:6222";

        assertThatIllegalArgumentException().isThrownBy(() -> PeerAddressParser.read(list));
    }

    @Test
    void anAddressOfAnInterfaceIsThisMachine() {
        assertThat(MachineHosts.ofMachine("forest-1"))
                .accepts("forest-1", "127.0.0.1", "0:0:0:0:0:0:0:1", "localhost")
                .rejects("203.0.113.9");
    }

    private static String text(String column) {
        return column.equals("-") ? "" : column.replace("\\t", "\t").replace("\\n", "\n");
    }

    @Test
    void aMachineKnowsFromWhichOfItsAddressesItReachesAnother() {
        assertThat(MachineHosts.ownTowards("127.0.0.1")).contains("127.0.0.1");
        assertThat(MachineHosts.ownTowards("no-such-host.invalid")).isEmpty();
    }
}
