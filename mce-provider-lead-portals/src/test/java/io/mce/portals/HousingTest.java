package io.mce.portals;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.spi.PollingLeadSource;
import io.mce.spi.ProviderFactory;
import io.mce.spi.tck.LoopbackHttp;
import io.mce.spi.tck.PollingLeadSourceContract;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Housing.com keeps what the engine relies on. */
final class HousingTest implements PollingLeadSourceContract<HousingTest.Remote> {

  @Override
  public ProviderFactory<PollingLeadSource, ?> factory() {
    return new HousingFactory();
  }

  @Override
  public ProviderFactory<PollingLeadSource, ?> factory(Remote remote) {
    return new HousingFactory(remote.root());
  }

  @Override
  public Remote startRemote() {
    return new Remote();
  }

  /** Computed with another implementation. */
  @Test
  void the_time_of_asking_is_signed_as_documented() {
    assertThat(LeadIds.hmac("enc-key", "1700000000"))
        .isEqualTo("6e107e8ed6dbb39ff50aa6b4a0b47afb22eec66df077a6acddf8874ddfff303f");
  }

  static final class Remote extends FakePortal {

    @Override
    public Map<String, String> settings() {
      return Map.of("profile", "BROKER", "profileId", "8642", "key", "enc-key-of-the-broker");
    }

    @Override
    LoopbackHttp.Response refusal() {
      return LoopbackHttp.Response.of(200, "{\"apiErrors\":{\"message\":\"Invalid hash\"}}");
    }

    @Override
    LoopbackHttp.Response answer(String path, Map<String, String> query, String body) {
      String now = query.getOrDefault("current_time", "");
      if (!path.equals("/get-broker-leads")
          || !LeadIds.hmac("enc-key-of-the-broker", now).equals(query.get("hash"))
          || !"8642".equals(query.get("id"))) {
        return refusal();
      }
      long from = Long.parseLong(query.getOrDefault("start_date", "0"));
      long to = Long.parseLong(query.getOrDefault("end_date", "0"));
      return LoopbackHttp.Response.of(
          200,
          people().stream()
              .filter(person ->
                  person.at().getEpochSecond() >= from && person.at().getEpochSecond() <= to)
              .map(person ->
                  "{\"lead_name\":%s,\"lead_phone\":%s,\"project_id\":12,\"lead_date\":%d}"
                      .formatted(
                          quoted(person.name()),
                          quoted(person.phone()),
                          person.at().getEpochSecond()))
              .collect(Collectors.joining(",", "{\"data\":[", "]}")));
    }
  }
}
