package dev.driftwood.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AccountTest {
  @Test
  void countsItsCallsRightlyAfterItMayHaveFewer() {
    Account account = Account.named("ann", calls(3));
    List<Runnable> open = Stream.generate(() -> account.enter(0)).limit(3).toList();

    account.limit(calls(1));
    assertRefuses(account);
    open.forEach(Runnable::run);

    account.enter(0);
    assertRefuses(account);
  }

  @Test
  void letsOneMoreInThatTakesThePlaceOfAnother() {
    Account account = Account.named("ann", calls(1));
    Runnable first = account.enter(0);

    account.enter(1);
    assertThatThrownBy(() -> account.enter(1)).isInstanceOf(QuotaExceeded.class);
    first.run();
    assertRefuses(account);
  }

  @Test
  void hasAgainWhatWasChargedAndNotMadeButNoMoreThanItsBurst() {
    Account account = Account.named("ann", new Quota(1, 1e-6, 100));
    account.charge(1000);
    assertThatThrownBy(() -> account.charge(1)).isInstanceOf(QuotaExceeded.class);

    account.giveBack(990);
    account.charge(90);
    assertThat(account.idle()).isFalse();
    account.giveBack(1e9);
    account.charge(100);
    assertThatThrownBy(() -> account.charge(1)).isInstanceOf(QuotaExceeded.class);
  }

  private static void assertRefuses(Account account) {
    assertThatThrownBy(() -> account.enter(0)).isInstanceOf(QuotaExceeded.class);
  }

  private static Quota calls(int calls) {
    return new Quota(calls, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
  }
}
