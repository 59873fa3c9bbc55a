package io.mce.channel;

import io.mce.spi.Accepted;
import io.mce.spi.AddressScheme;
import io.mce.spi.ChannelCapability;
import io.mce.spi.ChannelProfile;
import io.mce.spi.ChannelProvider;
import io.mce.spi.ErrorKind;
import io.mce.spi.Health;
import io.mce.spi.OutboundMessage;
import io.mce.spi.ProviderContext;
import io.mce.spi.ProviderException;
import io.mce.spi.ProviderFactory;
import io.mce.spi.Receipt;
import io.mce.spi.ReceiptStatus;
import io.mce.spi.Secret;
import io.mce.spi.Setting;
import io.mce.spi.SpiVersion;
import io.mce.spi.Text;
import io.mce.spi.WebhookReceiver;
import io.mce.spi.WebhookReply;
import io.mce.spi.WebhookRequest;
import io.mce.spi.WebhookResult;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The plugin of a {@link LiveRemote}. A webhook is genuine when it shows the token. */
final class LiveChannel implements ProviderFactory<ChannelProvider, LiveChannel.Line> {

  static final String ID = "live";
  static final String CHANNEL = "LIVE";

  /** Where the remote is, and what it knows us by. */
  record Line(@Setting(label = "Address") URI url, @Setting(label = "Token") Secret token) {}

  /** How many instances were started and how many of them are closed. */
  final AtomicInteger started = new AtomicInteger();

  final AtomicInteger closed = new AtomicInteger();

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String displayName() {
    return "Live remote";
  }

  @Override
  public Class<ChannelProvider> type() {
    return ChannelProvider.class;
  }

  @Override
  public Class<Line> settings() {
    return Line.class;
  }

  @Override
  public int spiVersion() {
    return SpiVersion.MAJOR;
  }

  @Override
  public ChannelProvider create(Line line, ProviderContext context) {
    return new Instance(line);
  }

  private final class Instance implements ChannelProvider, WebhookReceiver {

    private final Line line;
    private final HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    Instance(Line line) {
      this.line = line;
    }

    @Override
    public void start() {
      require(exchange(request().GET().build()));
      started.incrementAndGet();
    }

    @Override
    public ChannelProfile profile() {
      return ChannelProfile.of(
              CHANNEL,
              EnumSet.of(AddressScheme.E164),
              EnumSet.of(ChannelCapability.TEXT, ChannelCapability.DELIVERED_RECEIPT))
          .withPace(8, 2_000)
          .withSendTimeout(Duration.ofSeconds(20));
    }

    @Override
    public Accepted send(OutboundMessage message) {
      String body =
          message.id() + "\n" + message.to().value() + "\n" + ((Text) message.content()).body();
      HttpResponse<String> answer =
          exchange(request().POST(HttpRequest.BodyPublishers.ofString(body)).build());
      require(answer);
      return Accepted.of(answer.body());
    }

    private HttpRequest.Builder request() {
      return HttpRequest.newBuilder(line.url())
          .timeout(Duration.ofSeconds(15))
          .header("X-Token", line.token().reveal());
    }

    private HttpResponse<String> exchange(HttpRequest request) {
      try {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
      } catch (ConnectException e) {
        throw ProviderException.unavailable("the remote cannot be reached", e);
      } catch (IOException e) {
        throw ProviderException.outcomeUnknown("the remote did not answer", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw ProviderException.outcomeUnknown("interrupted", e);
      }
    }

    private static void require(HttpResponse<String> answer) {
      switch (answer.statusCode()) {
        case 200 -> {}
        case 401 -> throw ProviderException.of(ErrorKind.UNAUTHORIZED, "The token is refused.");
        case 403 -> throw ProviderException.of(ErrorKind.ACCOUNT_SUSPENDED, "Banned.");
        default ->
            throw ProviderException.of(ErrorKind.OUTCOME_UNKNOWN, "status " + answer.statusCode());
      }
    }

    @Override
    public Health health() {
      return switch (exchange(request().GET().build()).statusCode()) {
        case 200 -> Health.up();
        case 401 -> Health.down("The token is refused.");
        default -> Health.down("Banned.");
      };
    }

    @Override
    public WebhookResult receive(WebhookRequest request) {
      if (!request.header("X-Token").equals(Optional.of(line.token().reveal()))) {
        return WebhookResult.rejected("the token is wrong");
      }
      return WebhookResult.accepted(
          List.of(Receipt.of(request.text(), ReceiptStatus.DELIVERED, request.receivedAt())),
          WebhookReply.text("thanks"));
    }

    @Override
    public void close() {
      http.close();
      closed.incrementAndGet();
    }
  }
}
