package com.nimsforest.node.bootstrap.observability;

/**
 * A line of the runbook's table, as one node has to tell it.
 *
 * @param component which component of {@code /healthz} tells it
 * @param said how that begins: its status, and its reason after a colon
 * @param metric a line of the metrics, with its labels
 * @param summary what the line of {@code status} has in it
 * @param runbook the entry that a problem of {@code status} refers to; empty for none
 */
record RunbookSituation(
        int readyz,
        int healthz,
        String component,
        String said,
        String metric,
        double value,
        String summary,
        String runbook) {}
