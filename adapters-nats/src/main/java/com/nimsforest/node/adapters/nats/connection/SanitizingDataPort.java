package com.nimsforest.node.adapters.nats.connection;

import io.nats.client.impl.SocketDataPortWithWriteTimeout;
import java.io.IOException;

/** The client's socket, with a {@link ProtocolHeaderSanitizer} before its reader. Public for the client, which makes it by name. */
public final class SanitizingDataPort extends SocketDataPortWithWriteTimeout {
    private final ProtocolHeaderSanitizer guard = new ProtocolHeaderSanitizer();
    private byte[] ready = new byte[0];
    private int next;

    @Override
    public int read(byte[] dst, int off, int len) throws IOException {
        while (next == ready.length) {
            int count = super.read(dst, off, len);
            if (count <= 0) {
                return count;
            }
            ready = guard.pass(dst, off, off + count);
            next = 0;
        }
        int handed = Math.min(len, ready.length - next);
        System.arraycopy(ready, next, dst, off, handed);
        next += handed;
        return handed;
    }
}
