package com.nimsforest.node.bootstrap.demo;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The state of one task: what a person is to do about a payment. */
record PaymentTask(
        String id,
        @JsonProperty("customer_id") String customerId,
        String type,
        String description,
        String status,
        @JsonProperty("due_date") String dueDate,
        @JsonProperty("created_at") String createdAt,
        @JsonProperty("updated_at") String updatedAt) {}
