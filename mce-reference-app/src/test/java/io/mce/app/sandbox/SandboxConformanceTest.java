package io.mce.app.sandbox;

import io.mce.spi.Address;
import io.mce.spi.ChannelProvider;
import io.mce.spi.ProviderFactory;
import io.mce.spi.WebhookRequest;
import io.mce.spi.tck.LocalChannelContract;
import io.mce.spi.tck.RemoteMessage;
import io.mce.spi.tck.ScriptedRemote;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** The sandbox keeps what every channel keeps. */
class SandboxConformanceTest implements LocalChannelContract {

  /** The organization of the kit's accounts. */
  private static final String ORGANIZATION = "organization-1";

  private final SandboxPhones phones = new SandboxPhones();

  @AfterEach
  void stop() {
    phones.close();
  }

  @Override
  public ProviderFactory<ChannelProvider, ?> factory() {
    return new SandboxFactory(phones);
  }

  /** The app hands the factory to the engine's builder, together with its phones. */
  @Override
  public boolean listedAsService() {
    return false;
  }

  @Override
  public ScriptedRemote startRemote() {
    phones.start();
    return new Phones();
  }

  private final class Phones implements ScriptedRemote {

    @Override
    public Map<String, String> settings() {
      return Map.of("delaySent", "1ms", "delayDelivered", "2ms", "delayRead", "3ms");
    }

    @Override
    public Address recipient() {
      return Address.phone("+5511912345678");
    }

    @Override
    public List<RemoteMessage> accepted() {
      return phones.messages(ORGANIZATION, Optional.empty(), 1000).reversed().stream()
          .filter(message -> message.direction() == SandboxMessage.Direction.TO_PHONE)
          .map(message -> new RemoteMessage(message.id(), message.phone(), message.text()))
          .toList();
    }

    @Override
    public List<WebhookRequest> inbound(Address from, String text) {
      phones.inbound(ORGANIZATION, from.value(), text).orElseThrow();
      return List.of();
    }

    @Override
    public void close() {
      phones.close();
    }
  }
}
