package com.nimsforest.node.bootstrap.demo;

import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driving.EntityEffects;
import com.nimsforest.node.ports.driving.EntityNim;
import com.nimsforest.node.ports.failure.RejectedInputException;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;

/** Counts the payments of each customer: state that depends on state, the model for an entity nim. */
public final class CustomerNim implements EntityNim<CustomerPayments> {
    private static final Token NAME = Token.of("customer-nim");
    private static final Set<SubjectPattern> PATTERNS =
            Set.of(SubjectPattern.of("payment.completed"), SubjectPattern.of("payment.failed"));
    /** Far beyond any money; a sum of what is far beyond that would fill the memory with zeros. */
    private static final int MOST_DIGITS = 40;

    @Override
    public Token name() {
        return NAME;
    }

    @Override
    public Set<SubjectPattern> patterns() {
        return PATTERNS;
    }

    @Override
    public Class<CustomerPayments> stateType() {
        return CustomerPayments.class;
    }

    @Override
    public EntityKey entity(Leaf leaf) {
        return PaymentEntityKeys.customer(PaymentLeafData.of(leaf));
    }

    @Override
    public CustomerPayments apply(Optional<CustomerPayments> now, Leaf leaf, EntityEffects effects) {
        PaymentLeafData payment = PaymentLeafData.of(leaf);
        CustomerPayments before = now.orElseGet(() -> CustomerPayments.none(payment.customer()));
        if (before.has(payment.event())) {
            return before;
        }
        String at = leaf.time().toString();
        return leaf.subject().equals(PaymentTree.COMPLETED)
                ? before.completed(checked(payment), at)
                : before.failed(payment, at);
    }

    private static PaymentLeafData checked(PaymentLeafData payment) {
        BigDecimal amount = payment.amount();
        if (amount.precision() > MOST_DIGITS || Math.abs((long) amount.scale()) > MOST_DIGITS) {
            throw new RejectedInputException("an amount of more than " + MOST_DIGITS + " digits is no payment");
        }
        return payment;
    }
}
