package com.juniper.upgrade.projects;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses strangers may name. */
class OutsideAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.8.8",
                "0.0.0.0",
                "0.1.2.3",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "192.0.0.1",
                "198.18.0.1",
                "198.19.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::127.0.0.1",
                "::ffff:127.0.0.1",
                "fe80::1",
                "fc00::1",
                "fd12::1",
                "fec0::1",
                "ff02::1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::1",
                "2001::1"
            })
    @DisplayName("R46: addresses of this machine, of private networks and of translations into them are not outside")
    void refusesTheInside(String address) throws UnknownHostException {
        assertThat(OutsideAddress.isOutside(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "172.15.0.1",
                "172.32.0.1",
                "100.63.0.1",
                "192.0.1.1",
                "198.20.0.1",
                "2a00:1450:4001::1",
                "2001:4860::8888"
            })
    @DisplayName("R46: public addresses are outside")
    void takesTheOutside(String address) throws UnknownHostException {
        assertThat(OutsideAddress.isOutside(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost/",
                "http://2130706433/",
                "http://[::1]:8080/",
                "http://[::ffff:10.0.0.1]/",
                "https://169.254.169.254/latest/meta-data"
            })
    @DisplayName("R46: an address is looked at after its name was resolved, however it is written")
    void resolvesNames(String url) {
        assertThat(OutsideAddress.problem(URI.create(url)))
                .hasValueSatisfying(problem -> assertThat(problem).contains("not an address on the public internet"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ftp://host/",
                "file:///etc/passwd",
                "http:///path",
                "https://host:70000/",
                "https://host/#part",
                "host",
                "http://a b/",
                "http://host/\r\nX: y",
                "http://127.1/"
            })
    @DisplayName("R46: what is no address on the web is refused")
    void refusesWhatIsNoAddress(String url) {
        assertThat(OutsideAddress.parse(url)).isEmpty();
        assertThat(OutsideAddress.parse("https://host:8443/path?query=1")).isPresent();
        assertThat(OutsideAddress.parse("https://host/" + "x".repeat(500))).isEmpty();
    }
}
