package com.juniper.upgrade.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** Passes a port on to another and breaks every connection that sends more than it may, as often as it is told to. */
public final class BrokenNetwork implements AutoCloseable {

    private final ServerSocket door;
    private final int target;
    private final long limit;
    private final AtomicLong breaks;
    private final AtomicLong sent = new AtomicLong();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile boolean lost;
    private volatile UnaryOperator<byte[]> change = UnaryOperator.identity();

    private BrokenNetwork(int target, long limit, long times) throws IOException {
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.target = target;
        this.limit = limit;
        this.breaks = new AtomicLong(times);
    }

    /** Opens a network to a port that breaks connections after so many bytes, so many times. */
    public static BrokenNetwork to(int port, long bytes, long times) throws IOException {
        var network = new BrokenNetwork(port, bytes, times);
        network.threads.execute(network::accept);
        return network;
    }

    /** Opens a network to a port, which breaks when it is told to. */
    public static BrokenNetwork to(int port) throws IOException {
        return to(port, 0, 0);
    }

    /** Breaks every connection, and takes no new one until it is found again. */
    public void lose() throws IOException {
        lost = true;
        for (Socket socket : open) {
            socket.close();
        }
    }

    /** Changes what goes towards the target, a piece at a time. */
    public void change(UnaryOperator<byte[]> change) {
        this.change = change;
    }

    /** Takes connections again. */
    public void find() {
        lost = false;
    }

    public int port() {
        return door.getLocalPort();
    }

    /** How many bytes went towards the target. */
    public long sent() {
        return sent.get();
    }

    /** How many breaks are left. */
    public long left() {
        return breaks.get();
    }

    private void accept() {
        try {
            while (!door.isClosed()) {
                var client = door.accept();
                if (lost) {
                    client.close();
                    continue;
                }
                var server = new Socket(InetAddress.getLoopbackAddress(), target);
                threads.execute(() -> pass(client, server, true));
                threads.execute(() -> pass(server, client, false));
            }
        } catch (IOException e) {
            if (!door.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void pass(Socket from, Socket to, boolean counted) {
        open.add(from);
        try (from;
                to;
                InputStream input = from.getInputStream();
                OutputStream output = to.getOutputStream()) {
            var buffer = new byte[8192];
            long passed = 0;
            for (int length = input.read(buffer); length >= 0; length = input.read(buffer)) {
                var piece = Arrays.copyOf(buffer, length);
                output.write(counted ? change.apply(piece) : piece);
                passed += length;
                if (counted) {
                    sent.addAndGet(length);
                    if (passed > limit && breaks.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                        return;
                    }
                }
            }
        } catch (IOException e) {
            // the other side has gone, as networks do
        } finally {
            open.remove(from);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        threads.shutdownNow();
    }
}
