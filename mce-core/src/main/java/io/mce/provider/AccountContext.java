package io.mce.provider;

import io.mce.kernel.OrganizationId;
import io.mce.spi.AccountRef;
import io.mce.spi.ProviderContext;
import io.mce.spi.ProviderEvent;
import io.mce.spi.StateStore;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executor;

/** What one instance of a plugin may use of the engine. Ends with the instance. */
final class AccountContext implements ProviderContext {

  private final OrganizationId organizationId;
  private final AccountId id;
  private final URI webhookUrl;
  private final ReceivedEvents received;
  private final StateStore state;
  private final Clock clock;
  private final Executor executor;
  private volatile boolean closed;

  AccountContext(
      StoredAccount account,
      URI webhookUrl,
      ReceivedEvents received,
      StateEntryStore entries,
      Clock clock,
      Executor executor) {
    this.organizationId = account.organizationId();
    this.id = account.id();
    this.webhookUrl = webhookUrl;
    this.received = received;
    this.state = new AccountState(organizationId, id, entries);
    this.clock = clock;
    this.executor = executor;
  }

  @Override
  public AccountRef account() {
    return new AccountRef(organizationId.toString(), id.toString());
  }

  @Override
  public URI webhookUrl() {
    return webhookUrl;
  }

  @Override
  public void emit(List<? extends ProviderEvent> events) {
    if (closed) {
      throw new IllegalStateException("this provider was closed; nothing was taken");
    }
    try {
      received.store(organizationId, id, List.copyOf(events));
    } catch (RuntimeException e) {
      throw new IllegalStateException("nothing could be stored; emit it again", e);
    }
  }

  @Override
  public StateStore state() {
    return state;
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public Executor executor() {
    return executor;
  }

  void close() {
    closed = true;
  }
}
