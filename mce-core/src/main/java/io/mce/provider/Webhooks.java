package io.mce.provider;

import io.mce.persistence.Database;
import io.mce.spi.Provider;
import io.mce.spi.ProviderException;
import io.mce.spi.WebhookReceiver;
import io.mce.spi.WebhookRequest;
import io.mce.spi.WebhookResult;
import jakarta.inject.Inject;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way in for the callbacks of carriers. The host hands over each request to {@link #PATH} and
 * the account's key, and answers what it is told. Thread-safe.
 */
public final class Webhooks {

  /** The path below the public URL, before the account's key, that webhook addresses have. */
  public static final String PATH = ProviderSettings.WEBHOOK_PATH;

  private static final Logger log = LoggerFactory.getLogger(Webhooks.class);
  private static final int UNAUTHORIZED = 401;
  private static final int NOT_FOUND = 404;
  private static final int UNAVAILABLE = 503;

  private final Database database;
  private final AccountStore accounts;
  private final LiveProviders live;
  private final ReceivedEvents received;
  private final LongAdder rejections = new LongAdder();

  @Inject
  Webhooks(Database database, AccountStore accounts, LiveProviders live, ReceivedEvents received) {
    this.database = database;
    this.accounts = accounts;
    this.live = live;
    this.received = received;
  }

  /**
   * Takes a request of a remote. What it brings is durable before this returns, and handled by a
   * worker afterwards. Whatever goes wrong on our side is answered 503, so that the remote calls
   * again; never throws for what a remote or a plugin does.
   *
   * @param accountKey what followed {@link #PATH} in the address
   * @return what to answer: as the plugin says; 401 when the request is not genuine; 404 when no
   *     account has the key, or it takes no webhooks
   */
  public WebhookResponse receive(String accountKey, WebhookRequest request) {
    database.requireNoTransaction();
    try {
      return accounts
          .findByKey(accountKey)
          .map(account -> receive(account, request))
          .orElseGet(() -> WebhookResponse.empty(NOT_FOUND));
    } catch (RuntimeException e) {
      log.error("a webhook could not be taken", e);
      return WebhookResponse.empty(UNAVAILABLE);
    }
  }

  /** Returns how many requests were refused as not genuine since the start of this node. */
  public long rejections() {
    return rejections.sum();
  }

  private WebhookResponse receive(AccountKey account, WebhookRequest request) {
    Optional<WebhookResult> result;
    try {
      result =
          live.use(
              account.organizationId(),
              account.id(),
              Provider.class,
              provider ->
                  provider
                      .feature(WebhookReceiver.class)
                      .map(receiver -> Objects.requireNonNull(receiver.receive(request))));
    } catch (ProviderException e) {
      log.warn("account {} could not read a webhook: {}", account.id(), e.getMessage());
      return WebhookResponse.empty(UNAVAILABLE);
    }
    return result
        .map(each -> take(account, each))
        .orElseGet(() -> WebhookResponse.empty(NOT_FOUND));
  }

  private WebhookResponse take(AccountKey account, WebhookResult result) {
    return switch (result) {
      case WebhookResult.Received genuine -> {
        received.store(account.organizationId(), account.id(), genuine.events());
        yield WebhookResponse.of(genuine.reply());
      }
      case WebhookResult.Rejected rejected -> {
        rejections.increment();
        log.warn("a webhook of account {} was refused: {}", account.id(), rejected.reason());
        yield WebhookResponse.empty(UNAUTHORIZED);
      }
    };
  }
}
