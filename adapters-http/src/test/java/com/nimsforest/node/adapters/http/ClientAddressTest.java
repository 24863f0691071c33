package com.nimsforest.node.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.1,10.0.0.1,true",
        "10.0.0.1,10.0.0.2,false",
        "2001:db8::1,2001:db8::ffff:2,true",
        "2001:db8::1,2001:db8:0:1::1,false",
        "::1,::1,true"
    })
    void anAddressOfTheNewProtocolCountsByItsFirstHalf(String one, String other, boolean same)
            throws UnknownHostException {
        assertThat(ClientAddress.of(InetAddress.getByName(one)).equals(ClientAddress.of(InetAddress.getByName(other))))
                .isEqualTo(same);
    }
}
