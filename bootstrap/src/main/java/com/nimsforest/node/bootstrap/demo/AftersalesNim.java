package com.nimsforest.node.bootstrap.demo;

import com.nimsforest.node.domain.compost.CompostAction;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.SoilEntry;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driving.Forest;
import com.nimsforest.node.ports.driving.Nim;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes one task for each payment: a followup when it was completed, an urgent one when it failed.
 *
 * <p>An event that has its task already, since it was sent twice, changes nothing and asks for nothing. The one exception
 * is the very leaf that made the task, handed over again after a crash: its leaves are dropped once more under the same
 * ids, for the crash may have been between the task and them. The leaves come before the task, so that their ids do not
 * depend on whether there is a task. All times are the leaf's, never the clock's.
 */
public final class AftersalesNim implements Nim {
    static final Subject FOLLOWUP = Subject.of("followup.required");
    static final Subject EMAIL = Subject.of("email.send");

    private static final Token NAME = Token.of("aftersales-nim");
    private static final Set<SubjectPattern> PATTERNS =
            Set.of(SubjectPattern.of("payment.completed"), SubjectPattern.of("payment.failed"));
    private static final BigDecimal WORTH_AN_EMAIL = BigDecimal.valueOf(100);
    private static final Duration FOLLOWUP_WITHIN = Duration.ofDays(1);
    private static final Duration REACH_OUT_WITHIN = Duration.ofHours(2);

    @Override
    public Token name() {
        return NAME;
    }

    @Override
    public Set<SubjectPattern> patterns() {
        return PATTERNS;
    }

    @Override
    public void on(Leaf leaf, Forest forest) {
        PaymentLeafData payment = PaymentLeafData.of(leaf);
        EntityKey key = PaymentTaskKey.of(payment);
        Optional<SoilEntry> task = forest.dig(key);
        boolean completed = leaf.subject().equals(PaymentTree.COMPLETED);
        if (completed && (task.isEmpty() || isMadeBy(leaf, task.get()))) {
            dropLeaves(leaf, payment, forest);
        }
        if (task.isEmpty()) {
            ObjectNode json = completed ? followup(leaf, payment, key) : failure(leaf, payment, key);
            forest.compost(CompostAction.CREATE, key, DemoJsonMapper.payload(json));
        }
    }

    private static boolean isMadeBy(Leaf leaf, SoilEntry task) {
        return DemoJsonMapper.text(DemoJsonMapper.read(task.value()), "created_at")
                .filter(leaf.time().toString()::equals)
                .isPresent();
    }

    private static void dropLeaves(Leaf leaf, PaymentLeafData payment, Forest forest) {
        forest.drop(
                FOLLOWUP,
                DemoJsonMapper.payload(DemoJsonMapper.object()
                        .put("customer_id", payment.customer())
                        .put("reason", "post_purchase_followup")
                        .put("due_date", leaf.time().plus(FOLLOWUP_WITHIN).toString())));
        if (payment.amount().compareTo(WORTH_AN_EMAIL) >= 0) {
            forest.drop(
                    EMAIL,
                    DemoJsonMapper.payload(DemoJsonMapper.object()
                            .put("to", payment.customer())
                            .put("subject", "Thank you for your purchase!")
                            .put("body", "We appreciate your purchase of " + payment.price() + ".")
                            .put("template_id", "thank_you_template")));
        }
    }

    private static ObjectNode followup(Leaf leaf, PaymentLeafData payment, EntityKey key) {
        String description = "Follow up on the purchase of " + payment.item() + " (" + payment.price() + ")";
        return task(leaf, payment, key, "followup", description, "pending", FOLLOWUP_WITHIN);
    }

    private static ObjectNode failure(Leaf leaf, PaymentLeafData payment, EntityKey key) {
        String description = "Reach out about the failed payment of " + payment.price() + ": " + payment.reason();
        return task(leaf, payment, key, "payment_failure", description, "urgent", REACH_OUT_WITHIN);
    }

    private static ObjectNode task(
            Leaf leaf,
            PaymentLeafData payment,
            EntityKey key,
            String type,
            String description,
            String status,
            Duration within) {
        return DemoJsonMapper.object()
                .put("id", key.value())
                .put("customer_id", payment.customer())
                .put("type", type)
                .put("description", description)
                .put("status", status)
                .put("due_date", leaf.time().plus(within).toString())
                .put("created_at", leaf.time().toString())
                .put("updated_at", leaf.time().toString());
    }
}
