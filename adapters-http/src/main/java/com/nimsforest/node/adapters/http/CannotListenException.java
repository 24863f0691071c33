package com.nimsforest.node.adapters.http;

/** The address to serve HTTP on cannot be had; the message names it and says what to do. */
public final class CannotListenException extends RuntimeException {
    private static final long serialVersionUID = 1;

    CannotListenException(String message, Throwable cause) {
        super(message, cause);
    }

    static CannotListenException of(String address, Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return new CannotListenException("cannot listen on " + address + ": " + advice(root), failure);
    }

    private static String advice(Throwable root) {
        String reason = String.valueOf(root.getMessage());
        if (reason.contains("already in use")) {
            return "the port is taken; stop what uses it, or set NIMSFOREST_HTTP_PORT to another";
        }
        if (reason.contains("assign requested address")) {
            return "this machine has no such address; set NIMSFOREST_HTTP_HOST to one that it has";
        }
        if (reason.contains("ermission denied")) {
            return "this user may not open that port; set NIMSFOREST_HTTP_PORT to 1024 or above";
        }
        return reason + "; check NIMSFOREST_HTTP_HOST and NIMSFOREST_HTTP_PORT";
    }
}
