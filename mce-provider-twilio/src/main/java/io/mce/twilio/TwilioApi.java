package io.mce.twilio;

import com.twilio.http.Request;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.Account;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.rest.api.v2010.account.MessageCreator;
import com.twilio.rest.content.v1.ContentAndApprovals;
import com.twilio.rest.lookups.v2.PhoneNumber;
import io.mce.spi.Cost;
import io.mce.spi.ErrorKind;
import io.mce.spi.Health;
import io.mce.spi.ProviderException;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Twilio's API, by Twilio's client, and nothing but that. Blocks; safe for use from any thread. */
final class TwilioApi implements AutoCloseable {

  /** The most that Twilio lists on a page. */
  private static final int PAGE = 1000;

  private static final int MOST_TEMPLATES = 2 * PAGE;

  private final TwilioHttp http;
  private final TwilioRestClient client;
  private final boolean ownsAccount;

  TwilioApi(TwilioSettings settings, Clock clock) {
    this.http = new TwilioHttp(settings, clock);
    this.client = new QuietClient(settings, http);
    this.ownsAccount = settings.apiKeySid().isEmpty();
  }

  /** Sends a message, once. */
  Message send(MessageCreator message) {
    return call(ErrorKind.OUTCOME_UNKNOWN, () -> message.create(client));
  }

  /** A message as Twilio has it now. */
  Message fetch(String sid) {
    return ask(() -> Message.fetcher(sid).fetch(client));
  }

  /** The templates of the account with what WhatsApp says of each; 2,000 at most. */
  List<ContentAndApprovals> templates() {
    return ask(() -> {
      List<ContentAndApprovals> all = new ArrayList<>();
      // Not by limit(): the client then asks for two sizes of a page in one request.
      for (var template : ContentAndApprovals.reader().setPageSize(PAGE).read(client)) {
        all.add(template);
        if (all.size() == MOST_TEMPLATES) {
          break;
        }
      }
      return all;
    });
  }

  /** What Twilio knows of a phone number, in the parts that are asked for. */
  PhoneNumber number(String e164, List<String> parts) {
    return ask(() -> {
      var fetcher = PhoneNumber.fetcher(e164);
      return (parts.isEmpty() ? fetcher : fetcher.setFields(String.join(",", parts))).fetch(client);
    });
  }

  /** Whether the account can be used. An API key cannot ask for that: it looks at a message. */
  Health health() {
    if (!ownsAccount) {
      ask(() -> Message.reader().setPageSize(1L).firstPage(client));
      return Health.up();
    }
    Account account = ask(() -> Account.fetcher(client.getAccountSid()).fetch(client));
    return account.getStatus() == null || account.getStatus() == Account.Status.ACTIVE
        ? Health.up()
        : Health.down(
            "Twilio says that the account is %s; see the Twilio console."
                .formatted(account.getStatus()));
  }

  /** What Twilio charges for a message, once it knows. */
  static Optional<Cost> cost(Message message) {
    if (message.getPrice() == null || message.getPriceUnit() == null) {
      return Optional.empty();
    }
    try {
      // A charge is negative: it is seen from the balance.
      return Optional.of(
          new Cost(new BigDecimal(message.getPrice()).abs(), message.getPriceUnit()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  TwilioHttp http() {
    return http;
  }

  @Override
  public void close() {
    http.close();
  }

  private static <T> T ask(Supplier<T> question) {
    return call(ErrorKind.UNAVAILABLE, question);
  }

  private static <T> T call(ErrorKind unreadable, Supplier<T> call) {
    try {
      return call.get();
    } catch (ProviderException e) {
      throw e;
    } catch (RuntimeException e) {
      // What the client throws on an answer that it cannot read may quote it: no cause.
      throw ProviderException.of(
          unreadable,
          "The answer of Twilio could not be read (%s)".formatted(e.getClass().getSimpleName()));
    }
  }

  /** Twilio's client writes addresses, and so phone numbers, into the log; this one does not. */
  private static final class QuietClient extends TwilioRestClient {

    QuietClient(TwilioSettings settings, TwilioHttp http) {
      super(
          new Builder(settings.username(), settings.password().reveal())
              .accountSid(settings.accountSid())
              .httpClient(http));
    }

    @Override
    public void logRequest(Request request) {}
  }
}
