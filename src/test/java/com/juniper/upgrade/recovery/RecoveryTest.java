package com.juniper.upgrade.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.juniper.upgrade.accounts.Person;
import com.juniper.upgrade.accounts.Role;
import com.juniper.upgrade.databases.Cluster;
import com.juniper.upgrade.databases.ClusterException;
import com.juniper.upgrade.databases.Clusters;
import com.juniper.upgrade.databases.PlatformHold;
import com.juniper.upgrade.databases.Reconciliation;
import com.juniper.upgrade.notifications.Outbox;
import com.juniper.upgrade.security.Caller;
import com.juniper.upgrade.upgrades.DatabaseInUseException;
import com.juniper.upgrade.upgrades.NotAllowedException;
import com.juniper.upgrade.upgrades.RestoredRequests;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class RecoveryTest {

    private static final Instant BACKUP = Instant.parse("2030-01-01T02:00:00Z");
    private static final UUID REQUEST = UUID.fromString("5e6ce4ba-3d4a-4b1c-8d7e-0c4f0d0b5a11");
    private static final Cluster NEAR = new Cluster("near", "localhost", 1, "juniper", "", Path.of("near"), 1, null);
    private static final Cluster FAR = new Cluster("far", "localhost", 1, "juniper", "", Path.of("far"), 1, null);

    private final PlatformHold hold = mock(PlatformHold.class);
    private final Reconciliation reconciliation = mock(Reconciliation.class);
    private final Clusters clusters = mock(Clusters.class);
    private final RestoredRequests requests = mock(RestoredRequests.class);
    private final Outbox outbox = mock(Outbox.class);
    private final AtomicReference<@Nullable Instant> reconciled = new AtomicReference<>();
    private final Recovery recovery = new Recovery(
            hold, reconciliation, clusters, requests, mock(LostFolders.class), outbox, mock(JdbcClient.class));

    @BeforeEach
    void held() {
        when(hold.state()).thenAnswer(call -> new PlatformHold.State(Instant.now(), BACKUP, reconciled.get()));
        doAnswer(call -> {
                    reconciled.set(Instant.now());
                    return null;
                })
                .when(hold)
                .reconciled();
        when(clusters.all()).thenReturn(List.of(NEAR, FAR));
        when(requests.undecided()).thenReturn(List.of(REQUEST));
    }

    @Test
    @DisplayName("R125: while a cluster does not answer, nobody lets a restored platform go on; then it goes on")
    void waitsForEachCluster() {
        var away = mock(ClusterException.class);
        when(away.getMessage()).thenReturn("Cluster far failed");
        when(reconciliation.production(FAR)).thenThrow(away);
        assertThatThrownBy(() -> recovery.goOn(true, operator()))
                .isInstanceOf(DatabaseInUseException.class)
                .hasMessageContaining("Cluster far failed");
        verify(reconciliation).copies(NEAR);
        verify(hold, never()).letGo();
        verify(outbox, never()).sendHeld();

        doAnswer(call -> List.of()).when(reconciliation).production(FAR);
        recovery.goOn(false, operator());

        verify(hold).letGo();
        verify(outbox, never()).sendHeld();
        assertThat(reconciled).doesNotHaveNullValue();
    }

    @Test
    @DisplayName("R125: nor while it is not decided what becomes of a request")
    void waitsForEachRequest() {
        doThrow(new IllegalStateException("its database is gone"))
                .when(requests)
                .decide(REQUEST, BACKUP);

        assertThatThrownBy(() -> recovery.goOn(true, operator())).hasMessageContaining("its database is gone");

        verify(hold, never()).letGo();
    }

    @Test
    @DisplayName("R120: operators alone let it go on")
    void isForOperators() {
        var customer =
                new Caller("ada", new Person("ada", "Ada", "C", "ada@acme.invalid", "acme", Set.of(Role.CUSTOMER)));

        assertThatThrownBy(() -> recovery.goOn(true, customer)).isInstanceOf(NotAllowedException.class);
        assertThatThrownBy(() -> recovery.settle(1, true, customer)).isInstanceOf(NotAllowedException.class);
        verify(reconciliation, never()).drop(any(), any());
        verify(hold, never()).letGo();
        assertThat(customer.isOperator()).isFalse();
    }

    private static Caller operator() {
        return new Caller(
                "operator", new Person("operator", "Olga", "O", "o@juniper.example", null, Set.of(Role.OPERATOR)));
    }
}
