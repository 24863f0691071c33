package com.nimsforest.node.bootstrap.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.payload.RawPayload;
import com.nimsforest.node.domain.river.RiverData;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.tree.Harvest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaymentTreeTest {
    private static final Instant TIME = Instant.parse("2026-11-23T23:21:36.087802027Z");

    private final PaymentTree tree = new PaymentTree();

    @Test
    void watchesTheStripeWebhook() {
        assertThat(tree.patterns()).containsExactly(SubjectPattern.of("river.stripe.webhook"));
    }

    @Test
    void aSucceededChargeIsACompletedPayment() {
        Leaf leaf = leaf(event(
                "charge.succeeded",
                "'amount':15000,'currency':'usd','customer':'cus_alice','metadata':{'item_id':'jacket'}"));

        assertThat(leaf.subject()).isEqualTo(Subject.of("payment.completed"));
        assertThat(leaf.source()).isEqualTo("payment-tree");
        assertThat(leaf.time()).isEqualTo(TIME);
        assertThat(leaf.data().text())
                .isEqualTo(
                        json(
                                "{'customer_id':'cus_alice','amount':150,'currency':'usd','item_id':'jacket','event_id':'evt_1'}"));
    }

    @Test
    void aFailedChargeIsAFailedPaymentWithItsReason() {
        Leaf leaf = leaf(
                event(
                        "charge.failed",
                        "'amount':1999,'currency':'usd','customer':'cus_bob','failure_code':'card_declined','failure_message':'Your card was declined.'"));

        assertThat(leaf.subject()).isEqualTo(Subject.of("payment.failed"));
        assertThat(leaf.data().text())
                .isEqualTo(
                        json(
                                "{'customer_id':'cus_bob','amount':19.99,'currency':'usd','item_id':'unknown','event_id':'evt_1','reason':'Your card was declined.'}"));
    }

    @Test
    void aSucceededPaymentIntentCountsWhatWasReceived() {
        Leaf leaf = leaf(event(
                "payment_intent.succeeded",
                "'amount':5000,'amount_received':4000,'currency':'eur','customer':'cus_1','metadata':{}"));

        assertThat(leaf.subject()).isEqualTo(Subject.of("payment.completed"));
        assertThat(leaf.data().text()).contains("\"amount\":40,");
    }

    @Test
    void aFailedPaymentIntentCountsWhatWasAskedFor() {
        Leaf leaf = leaf(
                event(
                        "payment_intent.payment_failed",
                        "'amount':5000,'amount_received':0,'currency':'eur','customer':'cus_1','last_payment_error':{'code':'card_declined','message':'Insufficient funds.'}"));

        assertThat(leaf.subject()).isEqualTo(Subject.of("payment.failed"));
        assertThat(leaf.data().text()).contains("\"amount\":50,").contains("\"reason\":\"Insufficient funds.\"");
    }

    @ParameterizedTest
    @CsvSource({
        "15000,usd,150",
        "1999,usd,19.99",
        "1990,usd,19.9",
        "5,usd,0.05",
        "0,usd,0",
        "10000,USD,100",
        "500,jpy,500",
        "1000,JPY,1000",
        "700,krw,700",
        "5120,kwd,5.12",
        "100000,tnd,100",
        "100,isk,1",
        "99999999999999999999,usd,999999999999999999.99"
    })
    void amountsAreInTheUnitThatPeopleSpeakOf(String units, String currency, String amount) {
        Leaf leaf = leaf(event("charge.succeeded", "'amount':" + units + ",'currency':'" + currency + "'"));

        assertThat(leaf.data().text()).contains("\"amount\":" + amount + ",").contains(currency);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "'customer':null,", "'customer':'',", "'customer':7,", "'customer':{},"})
    void aPaymentWithoutACustomerBelongsToUnknown(String customer) {
        Leaf leaf = leaf(event("charge.succeeded", customer + "'amount':1,'currency':'usd'"));

        assertThat(leaf.data().text()).contains("\"customer_id\":\"unknown\"");
    }

    @Test
    void anExpandedCustomerCountsByItsId() {
        Leaf leaf = leaf(
                event("charge.succeeded", "'customer':{'id':'cus_9','object':'customer'},'amount':1,'currency':'usd'"));

        assertThat(leaf.data().text()).contains("\"customer_id\":\"cus_9\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "'metadata':null,", "'metadata':{},", "'metadata':{'item_id':''},", "'metadata':[],"})
    void aPaymentWithoutAnItemIsForUnknown(String metadata) {
        Leaf leaf = leaf(event("charge.succeeded", metadata + "'amount':1,'currency':'usd'"));

        assertThat(leaf.data().text()).contains("\"item_id\":\"unknown\"");
    }

    @Test
    void aFailureWithoutAnyReasonSaysUnknown() {
        Leaf leaf = leaf(event("charge.failed", "'amount':1,'currency':'usd','failure_message':null"));

        assertThat(leaf.data().text()).contains("\"reason\":\"unknown\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"charge.refunded", "customer.created", "Charge.Succeeded", "charge.succeeded.x"})
    void anyOtherTypeMakesNoLeaf(String type) {
        assertThat(parse(event(type, ""))).isEqualTo(Harvest.nothing());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "hello", "{", "{} {}", "{'type':'charge.succeeded'", "\u0000\u0001", "{'a':01}"})
    void bytesThatAreNotJsonAreUnreadable(String text) {
        assertThat(parse(text)).isInstanceOf(Harvest.Unreadable.class);
    }

    @Test
    void theReasonOfUnreadableBytesDoesNotRepeatThem() {
        Harvest harvest = parse("{'card':4242424242424242 secret}");

        assertThat(harvest).isEqualTo(Harvest.unreadable("not JSON (line 1, column 26)"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "7",
                "[]",
                "'charge.succeeded'",
                "{}",
                "{'type':7}",
                "{'type':'charge.succeeded'}",
                "{'id':'evt_1','type':'charge.succeeded','data':{}}",
                "{'id':'evt_1','type':'charge.succeeded','data':{'object':'ch_1'}}",
                "{'id':'evt_1','type':'charge.succeeded','data':{'object':{'amount':1}}}",
                "{'id':'evt_1','type':'charge.succeeded','data':{'object':{'amount':1,'currency':'dollars'}}}",
                "{'id':'evt_1','type':'charge.succeeded','data':{'object':{'currency':'usd'}}}",
                "{'id':'evt_1','type':'charge.succeeded','data':{'object':{'amount':'1','currency':'usd'}}}",
                "{'id':'evt_1','type':'charge.succeeded','data':{'object':{'amount':-1,'currency':'usd'}}}",
                "{'id':'evt_1','type':'charge.succeeded','data':{'object':{'amount':1.5,'currency':'usd'}}}",
                "{'id':'evt_1','type':'charge.succeeded','data':{'object':{'amount':1e99999,'currency':'usd'}}}",
                "{'type':'charge.succeeded','data':{'object':{'amount':1,'currency':'usd'}}}",
                "{'id':'','type':'charge.succeeded','data':{'object':{'amount':1,'currency':'usd'}}}"
            })
    void jsonThatIsNoPaymentEventIsUnreadable(String text) {
        assertThat(parse(text)).isInstanceOf(Harvest.Unreadable.class);
    }

    @Test
    void endlessNestingIsUnreadable() {
        assertThat(parse("[".repeat(100_000))).isInstanceOf(Harvest.Unreadable.class);
    }

    @Test
    void theSameDataGivesTheSameHarvest() {
        String event = event("charge.succeeded", "'amount':1,'currency':'usd'");

        assertThat(parse(event)).isEqualTo(parse(event));
    }

    private Leaf leaf(String text) {
        Harvest harvest = parse(text);
        assertThat(harvest).isInstanceOf(Harvest.Leaves.class);
        assertThat(((Harvest.Leaves) harvest).leaves()).hasSize(1);
        return ((Harvest.Leaves) harvest).leaves().get(0);
    }

    private Harvest parse(String text) {
        RawPayload bytes = RawPayload.of(json(text).getBytes(StandardCharsets.UTF_8));
        return tree.parse(new RiverData(Subject.of("river.stripe.webhook"), bytes, TIME));
    }

    private static String event(String type, String object) {
        return "{'id':'evt_1','object':'event','type':'" + type + "','data':{'object':{" + object + "}}}";
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    @ParameterizedTest
    @ValueSource(strings = {"1E+2147483648", "1E-2147483649", "1E+99999999999", "1.5E+2147483647", "-1E+2147483648"})
    void anAmountBeyondEveryRangeIsADeadLetterWhoseReasonDoesNotQuoteIt(String amount) {
        String event =
                "{\"id\":\"evt_1\",\"type\":\"charge.succeeded\",\"data\":{\"object\":{\"customer\":\"c\",\"currency\":\"usd\","
                        + "\"amount\":" + amount + "}}}";

        Harvest harvest = new PaymentTree()
                .parse(new RiverData(
                        Subject.of("river.stripe.webhook"), RawPayload.of(event.getBytes()), Instant.EPOCH));

        assertThat(harvest.toString()).startsWith("Unreadable[reason=").doesNotContain("2147483", "99999999999");
    }
}
