package com.nimsforest.node.bootstrap.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.ports.failure.RejectedInputException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CustomerNimTest {
    private static final Instant TIME = Instant.parse("2026-11-23T23:21:36.087802027Z");

    private final CustomerNim nim = new CustomerNim();
    private final RecordingEntities entities = new RecordingEntities();

    @Test
    void paymentsAreCountedAndSummedByCurrency() {
        entities.apply(nim, payment("payment.completed", "evt_1", "99.99", "usd"));
        entities.apply(nim, payment("payment.completed", "evt_2", "0.01", "usd"));
        entities.apply(nim, payment("payment.completed", "evt_3", "500", "jpy"));
        entities.apply(nim, payment("payment.failed", "evt_4", "7", "usd"));

        assertThat(entities.state("customer-cus_1"))
                .isEqualTo(json("{'customer_id':'cus_1','completed':3,'failed':1,'total':{'jpy':500,'usd':100.00},"
                        + "'last_event_id':'evt_4','last_at':'2026-11-23T23:21:36.087802027Z',"
                        + "'recent':['evt_1','evt_2','evt_3','evt_4']}"));
    }

    @Test
    void anEventThatIsSentTwiceCountsOnce() {
        entities.apply(nim, payment("payment.completed", "evt_1", "1", "usd"));
        entities.apply(nim, payment("payment.failed", "evt_2", "1", "usd"));

        entities.apply(nim, payment("payment.completed", "evt_1", "1", "usd"));

        assertThat(entities.changes()).hasSize(2);
        assertThat(entities.state("customer-cus_1").text()).contains("\"last_event_id\":\"evt_2\"");
    }

    @Test
    void theLastThousandEventsAreRemembered() {
        for (int n = 0; n <= 1000; n++) {
            entities.apply(nim, payment("payment.completed", "evt_" + n, "1", "usd"));
        }

        entities.apply(nim, payment("payment.completed", "evt_1", "1", "usd"));
        assertThat(entities.state("customer-cus_1").text()).contains("\"completed\":1001");

        entities.apply(nim, payment("payment.completed", "evt_0", "1", "usd"));
        assertThat(entities.state("customer-cus_1").text()).contains("\"completed\":1002");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1E+41", "1E-41", "1E+999999999", "12345678901234567890123456789012345678901"})
    void anAmountThatNoMoneyIsIsRejected(String amount) {
        assertThatThrownBy(() -> entities.apply(nim, payment("payment.completed", "evt_1", amount, "usd")))
                .isInstanceOf(RejectedInputException.class)
                .hasMessageContaining("digits");
    }

    @Test
    void theEntityIsTheCustomer() {
        assertThat(nim.entity(payment("payment.failed", "evt_1", "1", "usd")).value())
                .isEqualTo("customer-cus_1");
    }

    private static Leaf payment(String subject, String event, String amount, String currency) {
        return new Leaf(
                Subject.of(subject),
                json("{'customer_id':'cus_1','amount':" + amount + ",'currency':'" + currency
                        + "','item_id':'jacket','event_id':'" + event + "'}"),
                "payment-tree",
                TIME);
    }

    private static JsonPayload json(String text) {
        return JsonPayload.of(text.replace('\'', '"'));
    }
}
