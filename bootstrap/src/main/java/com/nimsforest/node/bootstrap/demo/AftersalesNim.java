package com.nimsforest.node.bootstrap.demo;

import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driving.EntityEffects;
import com.nimsforest.node.ports.driving.EntityNim;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Makes one task for each payment: a followup when it was completed, an urgent one when it failed. An event that has its
 * task already, since it was sent twice, changes nothing and asks for nothing. All times are the leaf's, never the clock's.
 */
public final class AftersalesNim implements EntityNim<PaymentTask> {
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
    public Class<PaymentTask> stateType() {
        return PaymentTask.class;
    }

    @Override
    public EntityKey entity(Leaf leaf) {
        return PaymentEntityKeys.task(PaymentLeafData.of(leaf));
    }

    @Override
    public PaymentTask apply(Optional<PaymentTask> now, Leaf leaf, EntityEffects effects) {
        return now.orElseGet(() -> made(leaf, effects));
    }

    private static PaymentTask made(Leaf leaf, EntityEffects effects) {
        PaymentLeafData payment = PaymentLeafData.of(leaf);
        EntityKey key = PaymentEntityKeys.task(payment);
        if (!leaf.subject().equals(PaymentTree.COMPLETED)) {
            return failure(leaf, payment, key);
        }
        dropLeaves(leaf, payment, effects);
        return followup(leaf, payment, key);
    }

    private static void dropLeaves(Leaf leaf, PaymentLeafData payment, EntityEffects effects) {
        effects.drop(
                FOLLOWUP,
                DemoJsonMapper.payload(DemoJsonMapper.object()
                        .put("customer_id", payment.customer())
                        .put("reason", "post_purchase_followup")
                        .put("due_date", leaf.time().plus(FOLLOWUP_WITHIN).toString())));
        if (payment.amount().compareTo(WORTH_AN_EMAIL) >= 0) {
            effects.drop(
                    EMAIL,
                    DemoJsonMapper.payload(DemoJsonMapper.object()
                            .put("to", payment.customer())
                            .put("subject", "Thank you for your purchase!")
                            .put("body", "We appreciate your purchase of " + payment.price() + ".")
                            .put("template_id", "thank_you_template")));
        }
    }

    private static PaymentTask followup(Leaf leaf, PaymentLeafData payment, EntityKey key) {
        String description = "Follow up on the purchase of " + payment.item() + " (" + payment.price() + ")";
        return task(leaf, payment, key, "followup", description, "pending", FOLLOWUP_WITHIN);
    }

    private static PaymentTask failure(Leaf leaf, PaymentLeafData payment, EntityKey key) {
        String description = "Reach out about the failed payment of " + payment.price() + ": " + payment.reason();
        return task(leaf, payment, key, "payment_failure", description, "urgent", REACH_OUT_WITHIN);
    }

    private static PaymentTask task(
            Leaf leaf,
            PaymentLeafData payment,
            EntityKey key,
            String type,
            String description,
            String status,
            Duration within) {
        String at = leaf.time().toString();
        String due = leaf.time().plus(within).toString();
        return new PaymentTask(key.value(), payment.customer(), type, description, status, due, at, at);
    }
}
