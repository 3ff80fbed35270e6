package com.juniper.upgrade.projects;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.stream.Stream;

/** Addresses on the web that strangers name: they must not lead to what only the platform's inside reaches. */
final class OutsideAddress {

    /** How many characters an address has at most. */
    static final int LONGEST = 500;

    private static final int HIGHEST_PORT = 65_535;

    private OutsideAddress() {}

    /** {@return an address with http or https and a host, where that is what was written} */
    static Optional<URI> parse(String url) {
        try {
            var uri = new URI(url);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return Optional.of(uri)
                    .filter(address -> web
                            && url.length() <= LONGEST
                            && address.getHost() != null
                            && address.getPort() <= HIGHEST_PORT
                            && address.getRawFragment() == null);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /**
     * {@return why an address is not outside: its host is not found, or any address that it has is not for everybody}
     *
     * <p>Java keeps what a name was resolved to for half a minute: what connects right after this connects to what was
     * looked at here.
     */
    static Optional<String> problem(URI url) {
        try {
            return Stream.of(InetAddress.getAllByName(url.getHost()))
                    .filter(address -> !isOutside(address))
                    .findFirst()
                    .map(address -> "%s is %s, which is not an address on the public internet"
                            .formatted(url.getHost(), address.getHostAddress()));
        } catch (UnknownHostException e) {
            return Optional.of("the host %s is not found".formatted(url.getHost()));
        }
    }

    /** {@return whether everybody may reach an address: global unicast, and nothing that leads to another one} */
    static boolean isOutside(InetAddress address) {
        var bytes = address.getAddress();
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        if (address instanceof Inet6Address) {
            boolean toIpv4 = first == 0x20 && second == 0x02; // 6to4
            boolean special = first == 0x20 && second == 0x01 && (bytes[2] & 0xfe) == 0; // Teredo and the like
            return (first & 0xe0) == 0x20 && !toIpv4 && !special;
        }
        boolean carrier = first == 100 && (second & 0xc0) == 64;
        boolean special = (first == 192 && second == 0 && bytes[2] == 0) || (first == 198 && (second & 0xfe) == 18);
        return first != 0
                && first < 224
                && !address.isLoopbackAddress()
                && !address.isLinkLocalAddress()
                && !address.isSiteLocalAddress()
                && !carrier
                && !special;
    }
}
