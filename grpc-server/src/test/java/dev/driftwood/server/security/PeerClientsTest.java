package dev.driftwood.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PeerClientsTest {
  private final PeerClients clients =
      new PeerClients(new Quota(9, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY), 2);

  @Test
  void forgetsWhoHasNothingOpen() {
    Account idle = at("a");
    Account busy = at("b");
    busy.enter(0);

    Account third = at("c");

    assertThat(third).isNotIn(idle, busy);
    assertThat(at("c")).isSameAs(third);
    assertThat(at("b")).isSameAs(busy);
  }

  @Test
  void letsAddressesShareOneAccountWhereAllThatItRemembersCall() {
    List<Runnable> open = new ArrayList<>();
    open.add(at("a").enter(0));
    open.add(at("b").enter(0));

    Account shared = at("c");

    assertThat(at("d")).isSameAs(shared);
    assertThat(shared).isNotIn(at("a"), at("b"));
    open.forEach(Runnable::run);
    assertThat(at("d")).isNotSameAs(shared).isSameAs(at("d"));
  }

  private Account at(String address) {
    return clients.account(Optional.empty(), address);
  }
}
