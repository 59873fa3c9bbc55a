package io.mce.portals;

import io.mce.spi.PollingLeadSource;
import io.mce.spi.ProviderFactory;
import io.mce.spi.tck.LoopbackHttp;
import io.mce.spi.tck.PollingLeadSourceContract;
import java.util.Map;
import java.util.stream.Collectors;

/** MagicBricks keeps what the engine relies on. */
final class MagicBricksTest implements PollingLeadSourceContract<MagicBricksTest.Remote> {

  @Override
  public ProviderFactory<PollingLeadSource, ?> factory() {
    return new MagicBricksFactory();
  }

  @Override
  public ProviderFactory<PollingLeadSource, ?> factory(Remote remote) {
    return new MagicBricksFactory(remote.root());
  }

  @Override
  public Remote startRemote() {
    return new Remote();
  }

  static final class Remote extends FakePortal {

    @Override
    public Map<String, String> settings() {
      return Map.of("key", "k-4711-magic");
    }

    @Override
    LoopbackHttp.Response refusal() {
      return LoopbackHttp.Response.of(200, "Access Denied");
    }

    @Override
    LoopbackHttp.Response answer(String path, Map<String, String> query, String body) {
      if (!path.equals("/download.json") || !"k-4711-magic".equals(query.get("key"))) {
        return refusal();
      }
      boolean asked =
          query.getOrDefault("startDate", "").compareTo("20260302") <= 0
              && query.getOrDefault("endDate", "").compareTo("20260302") >= 0;
      return LoopbackHttp.Response.of(
          200,
          people().stream()
              .filter(person -> asked)
              .map(person ->
                  "{\"name\":%s,\"isd\":\"\",\"mobile\":%s,\"project\":\"Palm Grove\",\"msg\":\"\"}"
                      .formatted(quoted(person.name()), quoted(person.phone())))
              .collect(Collectors.joining(",", "{\"leadPojo\":{\"leads\":[", "]}}")));
    }
  }
}
