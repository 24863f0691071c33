package com.nimsforest.node.adapters.nats.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.nimsforest.node.adapters.nats.api.PublishOutcome;
import com.nimsforest.node.domain.message.PublishReceipt;
import io.nats.client.Message;
import io.nats.client.impl.NatsMessage;
import io.nats.client.support.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishAnswerTest {
    @Test
    void aReceiptIsRead() {
        PublishAnswer answer = PublishAnswer.of(reply("{\"stream\":\"RIVER\",\"seq\":7,\"duplicate\":true}"));

        assertThat(answer.outcome()).isEqualTo(PublishOutcome.STORED);
        assertThat(answer.receipt()).contains(new PublishReceipt("RIVER", 7, true));
    }

    @ParameterizedTest
    @CsvSource({
        "400, 10071, wrong last sequence: 3, STALE",
        "400, 10164, wrong last sequence, MESSAGE_IN_DOUBT",
        "409, 10158, duplicate message id is in process, MESSAGE_IN_DOUBT",
        "503, 10077, maximum messages exceeded, FULL",
        "503, 10077, disk is broken, MESSAGE_IN_DOUBT",
        "500, 10047, insufficient storage resources available, FULL",
        "400, 10002, resource limits exceeded for account, FULL",
        "503, 10008, JetStream system temporarily unavailable, STREAM_IN_DOUBT",
        "503, 10023, insufficient resources, STREAM_IN_DOUBT",
        "500, 10009, JetStream cluster can not handle request, STREAM_IN_DOUBT",
        "400, 10060, expected stream does not match, REJECTED",
        "400, 10054, message size exceeds maximum allowed, FULL",
        "400, 19999, some new reason, REJECTED",
        "500, 19999, some new reason, MESSAGE_IN_DOUBT"
    })
    void aRefusalIsJudgedByItsCode(int status, int code, String description, PublishOutcome kind) {
        PublishAnswer answer =
                PublishAnswer.of(reply("{\"type\":\"io.nats.jetstream.api.v1.pub_ack\",\"error\":{\"code\":" + status
                        + ",\"err_code\":" + code + ",\"description\":\"" + description + "\"}}"));

        assertThat(answer.outcome()).isEqualTo(kind);
        assertThat(answer.description()).isEqualTo(description).doesNotContain(Integer.toString(code));
    }

    @Test
    void whenNobodyListensItIsSurelyNotStored() {
        Message nobody = mock(Message.class);
        when(nobody.isStatusMessage()).thenReturn(true);
        when(nobody.getStatus()).thenReturn(new Status(503, "No Responders Available For Request"));

        assertThat(PublishAnswer.of(nobody).outcome()).isEqualTo(PublishOutcome.NO_RESPONDERS);
    }

    @ParameterizedTest
    @CsvSource({"''", "{}", "{\"stream\":\"RIVER\"}", "no json"})
    void anAnswerThatCannotBeReadLeavesItOpen(String body) {
        assertThat(PublishAnswer.of(reply(body)).outcome()).isEqualTo(PublishOutcome.MESSAGE_IN_DOUBT);
    }

    private static Message reply(String body) {
        return NatsMessage.builder().subject("_INBOX.1").data(body).build();
    }
}
