package com.nimsforest.node.adapters.nats.api;

import static com.nimsforest.node.adapters.nats.api.ApiErrorKind.DRIFT;
import static com.nimsforest.node.adapters.nats.api.ApiErrorKind.MISSING;
import static com.nimsforest.node.adapters.nats.api.ApiErrorKind.OFFLINE;
import static com.nimsforest.node.adapters.nats.api.ApiErrorKind.PERMANENT;
import static com.nimsforest.node.adapters.nats.api.ApiErrorKind.RETRY;
import static com.nimsforest.node.adapters.nats.api.ApiErrorKind.SLOW_RETRY;
import static com.nimsforest.node.adapters.nats.api.ApiErrorKind.SWITCHED_OFF;
import static com.nimsforest.node.adapters.nats.api.PublishOutcome.FULL;
import static com.nimsforest.node.adapters.nats.api.PublishOutcome.MESSAGE_IN_DOUBT;
import static com.nimsforest.node.adapters.nats.api.PublishOutcome.REJECTED;
import static com.nimsforest.node.adapters.nats.api.PublishOutcome.STALE;
import static com.nimsforest.node.adapters.nats.api.PublishOutcome.STREAM_IN_DOUBT;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The error codes ({@code err_code}) of the JetStream API that the forest can meet, under nats-server's own names, and what
 * they mean here. Source: {@code server/errors.json} of nats-server 2.15.3, from which each name is taken without {@code JS}
 * and {@code Err}.
 */
public enum JetStreamErrorCode {
    ACCOUNT_RESOURCES_EXCEEDED(10002, "JSAccountResourcesExceededErr", PERMANENT, FULL),
    CLUSTER_INCOMPLETE(10004, "JSClusterIncompleteErr", RETRY, STREAM_IN_DOUBT),
    /** Its description is that of the cause: see {@link #kind(int, String)}. */
    CLUSTER_NO_PEERS(10005, "JSClusterNoPeersErrF", RETRY),
    CLUSTER_NOT_ASSIGNED(10007, "JSClusterNotAssignedErr", RETRY),
    CLUSTER_NOT_AVAIL(10008, "JSClusterNotAvailErr", RETRY, STREAM_IN_DOUBT),
    CLUSTER_NOT_LEADER(10009, "JSClusterNotLeaderErr", RETRY, STREAM_IN_DOUBT),
    CONSUMER_NAME_EXIST(10013, "JSConsumerNameExistErr", DRIFT),
    CONSUMER_NOT_FOUND(10014, "JSConsumerNotFoundErr", MISSING),
    INSUFFICIENT_RESOURCES(10023, "JSInsufficientResourcesErr", SLOW_RETRY, STREAM_IN_DOUBT),
    MAXIMUM_CONSUMERS_LIMIT(10026, "JSMaximumConsumersLimitErr", SLOW_RETRY),
    MAXIMUM_STREAMS_LIMIT(10027, "JSMaximumStreamsLimitErr", SLOW_RETRY),
    MEMORY_RESOURCES_EXCEEDED(10028, "JSMemoryResourcesExceededErr", PERMANENT, FULL),
    NO_ACCOUNT(10035, "JSNoAccountErr", SWITCHED_OFF, STREAM_IN_DOUBT),
    NO_MESSAGE_FOUND(10037, "JSNoMessageFoundErr", MISSING),
    NOT_ENABLED_FOR_ACCOUNT(10039, "JSNotEnabledForAccountErr", SWITCHED_OFF, STREAM_IN_DOUBT),
    SEQUENCE_NOT_FOUND(10043, "JSSequenceNotFoundErrF", MISSING),
    STORAGE_RESOURCES_EXCEEDED(10047, "JSStorageResourcesExceededErr", PERMANENT, FULL),
    STREAM_INVALID_CONFIG(10052, "JSStreamInvalidConfigF", PERMANENT),
    /** A limit that another client set: the forest's streams have none, and max_payload is checked before. */
    STREAM_MESSAGE_EXCEEDS_MAXIMUM(10054, "JSStreamMessageExceedsMaximumErr", PERMANENT, FULL),
    STREAM_MSG_DELETE_FAILED(10057, "JSStreamMsgDeleteFailedF", PERMANENT),
    STREAM_NAME_EXIST(10058, "JSStreamNameExistErr", DRIFT),
    STREAM_NOT_FOUND(10059, "JSStreamNotFoundErr", MISSING),
    STREAM_NOT_MATCH(10060, "JSStreamNotMatchErr", PERMANENT, REJECTED),
    STREAM_SUBJECT_OVERLAP(10065, "JSStreamSubjectOverlapErr", PERMANENT),
    STREAM_WRONG_LAST_MSG_ID(10070, "JSStreamWrongLastMsgIDErrF", PERMANENT, STALE),
    STREAM_WRONG_LAST_SEQUENCE(10071, "JSStreamWrongLastSequenceErrF", PERMANENT, STALE),
    STREAM_REPLICAS_NOT_SUPPORTED(10074, "JSStreamReplicasNotSupportedErr", PERMANENT),
    NOT_ENABLED(10076, "JSNotEnabledErr", SWITCHED_OFF, STREAM_IN_DOUBT),
    /** One code for a full stream and for a store that failed: see {@link #outcome(int, int, String)}. */
    STREAM_STORE_FAILED(10077, "JSStreamStoreFailedF", RETRY, MESSAGE_IN_DOUBT),
    STREAM_HEADER_EXCEEDS_MAXIMUM(10097, "JSStreamHeaderExceedsMaximumErr", PERMANENT, REJECTED),
    CONSUMER_WQ_MULTIPLE_UNFILTERED(10099, "JSConsumerWQMultipleUnfilteredErr", PERMANENT),
    CONSUMER_WQ_CONSUMER_NOT_UNIQUE(10100, "JSConsumerWQConsumerNotUniqueErr", PERMANENT),
    STREAM_SEALED(10109, "JSStreamSealedErr", PERMANENT, FULL),
    STREAM_MAX_BYTES_REQUIRED(10113, "JSStreamMaxBytesRequired", PERMANENT),
    STREAM_OFFLINE(10118, "JSStreamOfflineErr", OFFLINE, STREAM_IN_DOUBT),
    CONSUMER_OFFLINE(10119, "JSConsumerOfflineErr", OFFLINE),
    NO_LIMITS(10120, "JSNoLimitsErr", PERMANENT, STREAM_IN_DOUBT),
    CONSUMER_MAX_PENDING_ACK_EXCESS(10121, "JSConsumerMaxPendingAckExcessErrF", PERMANENT),
    STREAM_MAX_STREAM_BYTES_EXCEEDED(10122, "JSStreamMaxStreamBytesExceeded", PERMANENT, FULL),
    CONSUMER_MAX_REQUEST_BATCH_EXCEEDED(10125, "JSConsumerMaxRequestBatchExceededF", PERMANENT),
    STREAM_NAME_EXIST_RESTORE_FAILED(10130, "JSStreamNameExistRestoreFailedErr", DRIFT),
    STREAM_DUPLICATE_MESSAGE_CONFLICT(10158, "JSStreamDuplicateMessageConflict", RETRY, MESSAGE_IN_DOUBT),
    STREAM_EXPECTED_LAST_SEQ_PER_SUBJECT_NOT_READY(
            10163, "JSStreamExpectedLastSeqPerSubjectNotReady", RETRY, MESSAGE_IN_DOUBT),
    /** Another change of the same subject is under way, whose sequence is not known yet. */
    STREAM_WRONG_LAST_SEQUENCE_CONSTANT(10164, "JSStreamWrongLastSequenceConstantErr", RETRY, MESSAGE_IN_DOUBT),
    STREAM_TOO_MANY_REQUESTS(10167, "JSStreamTooManyRequests", RETRY, STREAM_IN_DOUBT),
    STREAM_OFFLINE_REASON(10194, "JSStreamOfflineReasonErrF", OFFLINE, STREAM_IN_DOUBT),
    CONSUMER_OFFLINE_REASON(10195, "JSConsumerOfflineReasonErrF", OFFLINE),
    CLUSTER_SERVER_MEMBER_CHANGE_INFLIGHT(10202, "JSClusterServerMemberChangeInflightErr", RETRY);

    private final int code;
    private final String serverName;
    private final ApiErrorKind kind;
    private final @Nullable PublishOutcome outcome;

    JetStreamErrorCode(int code, String serverName, ApiErrorKind kind) {
        this(code, serverName, kind, null);
    }

    JetStreamErrorCode(int code, String serverName, ApiErrorKind kind, @Nullable PublishOutcome outcome) {
        this.code = code;
        this.serverName = serverName;
        this.kind = kind;
        this.outcome = outcome;
    }

    public int code() {
        return code;
    }

    /** The name in nats-server's sources, such as {@code JSStreamNotFoundErr}. */
    public String serverName() {
        return serverName;
    }

    public static Optional<JetStreamErrorCode> of(int code) {
        return Arrays.stream(values()).filter(known -> known.code == code).findFirst();
    }

    /** What an error asks of the one who sent the request; the description counts where one code has several meanings. */
    public static ApiErrorKind kind(int code, String description) {
        return of(code).map(known -> known.kind(description)).orElse(code == 0 ? RETRY : PERMANENT);
    }

    /**
     * What an error says of a message that was published.
     *
     * @param status the HTTP-like {@code code} of the error, which counts for codes that are not known here
     */
    public static PublishOutcome outcome(int code, int status, String description) {
        PublishOutcome byStatus = status >= 400 && status < 500 ? REJECTED : MESSAGE_IN_DOUBT;
        return of(code).map(known -> known.outcome(description)).orElse(byStatus);
    }

    private ApiErrorKind kind(String description) {
        return this == CLUSTER_NO_PEERS && names(description, "storage", "tags") ? PERMANENT : kind;
    }

    private @Nullable PublishOutcome outcome(String description) {
        return this == STREAM_STORE_FAILED && names(description, "maximum") ? FULL : outcome;
    }

    private static boolean names(String description, String... words) {
        String lower = description.toLowerCase(Locale.ROOT);
        return Arrays.stream(words).anyMatch(lower::contains);
    }

    /** What a person can do about it, to stand after the words of the server; empty when nothing more is known. */
    String hint(String description) {
        return switch (this) {
            case STREAM_SUBJECT_OVERLAP -> "another stream holds these subjects; remove it or change its subjects";
            case CONSUMER_WQ_MULTIPLE_UNFILTERED, CONSUMER_WQ_CONSUMER_NOT_UNIQUE ->
                "another consumer, perhaps of a node of another kind, takes the same messages of this work queue;"
                        + " see 'nats consumer ls' and remove it";
            case STREAM_MAX_BYTES_REQUIRED -> "set NIMSFOREST_STREAM_MAX_BYTES, such as RIVER=2GB,HUMUS=2GB";
            case STREAM_MAX_STREAM_BYTES_EXCEEDED ->
                "set NIMSFOREST_STREAM_MAX_BYTES to at most max_stream_bytes of the account";
            case STREAM_INVALID_CONFIG ->
                names(description, "duplicates window")
                        ? "set NIMSFOREST_DUPLICATE_WINDOW to that limit, such as 1m"
                        : "";
            case ACCOUNT_RESOURCES_EXCEEDED, MEMORY_RESOURCES_EXCEEDED, STORAGE_RESOURCES_EXCEEDED ->
                "raise the storage limits of the account or the server, or set a lower NIMSFOREST_STREAM_MAX_BYTES";
            case MAXIMUM_STREAMS_LIMIT -> "raise max_streams of the account: the forest has seven streams";
            case MAXIMUM_CONSUMERS_LIMIT -> "raise max_consumers of the account or the stream";
            case CONSUMER_MAX_PENDING_ACK_EXCESS -> "raise max_ack_pending of the account or the server";
            case STREAM_SEALED -> "a sealed stream takes no more messages for ever; see 'nats stream info'";
            default -> "";
        };
    }
}
