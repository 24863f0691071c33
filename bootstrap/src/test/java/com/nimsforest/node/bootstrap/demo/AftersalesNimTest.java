package com.nimsforest.node.bootstrap.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimsforest.node.bootstrap.demo.RecordingEntities.Changed;
import com.nimsforest.node.bootstrap.demo.RecordingEntities.Dropped;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.ports.failure.RejectedInputException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AftersalesNimTest {
    private static final Instant TIME = Instant.parse("2026-11-23T23:21:36.087802027Z");

    private final AftersalesNim nim = new AftersalesNim();
    private final RecordingEntities entities = new RecordingEntities();

    @Test
    void aCompletedPaymentIsAFollowupTask() {
        entities.apply(nim, completed("cus_alice", "99.99", "evt_1"));

        assertThat(entities.changes())
                .containsExactly(new Changed(
                        EntityKey.of("task-cus_alice-evt_1"),
                        json("{'id':'task-cus_alice-evt_1','customer_id':'cus_alice','type':'followup',"
                                + "'description':'Follow up on the purchase of jacket (99.99 usd)','status':'pending',"
                                + "'due_date':'2026-11-24T23:21:36.087802027Z',"
                                + "'created_at':'2026-11-23T23:21:36.087802027Z',"
                                + "'updated_at':'2026-11-23T23:21:36.087802027Z'}")));
    }

    @Test
    void aCompletedPaymentAsksForAFollowup() {
        entities.apply(nim, completed("cus_alice", "99.99", "evt_1"));

        assertThat(entities.deeds)
                .contains(new Dropped(
                        Subject.of("followup.required"),
                        json("{'customer_id':'cus_alice','reason':'post_purchase_followup',"
                                + "'due_date':'2026-11-24T23:21:36.087802027Z'}")));
    }

    @ParameterizedTest
    @CsvSource({"99.99,false", "100,true", "100.00,true", "1E+2,true", "100.01,true", "0,false", "1e999999999,true"})
    void aPaymentOfAHundredOrMoreIsWorthAnEmail(String amount, boolean email) {
        entities.apply(nim, completed("cus_alice", amount, "evt_1"));

        assertThat(entities.droppedSubjects().contains("email.send")).isEqualTo(email);
    }

    @Test
    void aFailedPaymentIsAnUrgentTaskAndNothingElse() {
        entities.apply(
                nim,
                leaf(
                        "payment.failed",
                        "{'customer_id':'cus_bob','amount':150,'currency':'usd','item_id':'jacket','event_id':'evt_2','reason':'declined'}"));

        assertThat(entities.deeds)
                .containsExactly(new Changed(
                        EntityKey.of("task-cus_bob-evt_2"),
                        json("{'id':'task-cus_bob-evt_2','customer_id':'cus_bob','type':'payment_failure',"
                                + "'description':'Reach out about the failed payment of 150 usd: declined','status':'urgent',"
                                + "'due_date':'2026-11-24T01:21:36.087802027Z',"
                                + "'created_at':'2026-11-23T23:21:36.087802027Z',"
                                + "'updated_at':'2026-11-23T23:21:36.087802027Z'}")));
    }

    @Test
    void anEventThatIsSentTwiceIsOneTaskAndOneFollowup() {
        Leaf first = completed("cus_alice", "150", "evt_1");
        Leaf again = new Leaf(first.subject(), first.data(), first.source(), TIME.plusSeconds(5));

        entities.apply(nim, first);
        entities.apply(nim, again);

        assertThat(entities.changes()).hasSize(1);
        assertThat(entities.droppedSubjects()).containsExactly("followup.required", "email.send");
    }

    @Test
    void twoEventsOfOneCustomerAreTwoTasks() {
        entities.apply(nim, completed("cus_alice", "1", "evt_1"));
        entities.apply(nim, completed("cus_alice", "1", "evt_2"));

        assertThat(entities.changes())
                .extracting(changed -> changed.entity().value())
                .containsExactly("task-cus_alice-evt_1", "task-cus_alice-evt_2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cus alice", "cus>alice", "Ünal", "a..b", ".", "*", "💳"})
    void aCustomerThatNoKeyCanHoldHasATaskAllTheSame(String customer) {
        entities.apply(nim, completed(customer, "1", "evt_1"));
        entities.apply(nim, completed(customer + "!", "1", "evt_1"));

        assertThat(entities.changes()).hasSize(2);
        assertThat(entities.changes().get(0).entity())
                .isNotEqualTo(entities.changes().get(1).entity());
        assertThat(entities.changes().get(0).data().text()).contains("\"customer_id\":\"" + customer + "\"");
    }

    @Test
    void anImpossibleCustomerHasTheSameKeyEachTime() {
        entities.apply(nim, completed("cus alice".repeat(200), "1", "evt_1"));
        entities.apply(nim, completed("cus alice".repeat(200), "1", "evt_1"));

        assertThat(entities.changes()).hasSize(1);
    }

    @Test
    void aLeafWithoutAnEventStandsForItself() {
        Leaf leaf = leaf("payment.completed", "{'customer_id':'cus_1','amount':150.0,'currency':'usd','item_id':'x'}");

        entities.apply(nim, leaf);
        entities.apply(nim, leaf);

        assertThat(entities.changes()).hasSize(1);
        assertThat(entities.changes().get(0).entity().value()).startsWith("task-cus_1-leaf-");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "{}", "{'amount':'150'}", "nonsense"})
    void aLeafThatIsNoPaymentIsRejected(String data) {
        assertThatThrownBy(() -> entities.apply(nim, leaf("payment.completed", data)))
                .isInstanceOf(RejectedInputException.class);

        assertThat(entities.deeds).isEmpty();
    }

    private static Leaf completed(String customer, String amount, String event) {
        return leaf(
                "payment.completed",
                "{'customer_id':'" + customer + "','amount':" + amount
                        + ",'currency':'usd','item_id':'jacket','event_id':'" + event + "'}");
    }

    private static Leaf leaf(String subject, String data) {
        return new Leaf(Subject.of(subject), json(data), "payment-tree", TIME);
    }

    private static JsonPayload json(String text) {
        return JsonPayload.of(text.replace('\'', '"'));
    }
}
