package io.mce.portals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mce.spi.ErrorKind;
import io.mce.spi.LeadIn;
import io.mce.spi.PollingLeadSource;
import io.mce.spi.ProviderException;
import io.mce.spi.ProviderFactory;
import io.mce.spi.SettingsForm;
import io.mce.spi.tck.LoopbackHttp;
import io.mce.spi.tck.PollingLeadSourceContract;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** 99acres keeps what the engine relies on. */
final class NinetyNineAcresTest implements PollingLeadSourceContract<NinetyNineAcresTest.Remote> {

  private static final Instant FROM = Instant.parse("2026-03-02T08:00:00Z");
  private static final Instant TO = Instant.parse("2026-03-02T09:00:00Z");

  @Override
  public ProviderFactory<PollingLeadSource, ?> factory() {
    return new NinetyNineAcresFactory();
  }

  @Override
  public ProviderFactory<PollingLeadSource, ?> factory(Remote remote) {
    return new NinetyNineAcresFactory(remote.root());
  }

  @Override
  public Remote startRemote() {
    return new Remote();
  }

  private static NinetyNineAcres portal(Remote remote) {
    return new NinetyNineAcres(
        SettingsForm.of(NinetyNineAcresSettings.class).bind(remote.settings()), remote.root());
  }

  @Test
  void the_id_of_a_response_is_read_wherever_it_stands_and_times_are_of_india() {
    try (Remote remote = new Remote()) {
      remote.next =
          Optional.of(
              "<Xml ActionStatus=\"true\"><Resp><QryDtl QueryId=\"77\"><ProjName>Palm</ProjName>"
                  + "<RcvdOn>2026-03-02 14:25:00</RcvdOn></QryDtl><CntctDtl><Name>Ana</Name>"
                  + "</CntctDtl></Resp><Resp><QryDtl><QueryId>78</QueryId></QryDtl>"
                  + "<CntctDtl><Name>Bo</Name></CntctDtl></Resp></Xml>");
      Portal.Answer answer = portal(remote).ask(FROM, TO, Optional.empty(), 100);
      assertThat(answer.leads()).extracting(LeadIn::externalId).containsExactly("77", "78");
      assertThat(answer.leads().getFirst().at()).isEqualTo("2026-03-02T08:55:00Z");
      assertThat(answer.leads().getFirst().fields()).containsEntry("ProjName", "Palm");
      assertThat(FakePortal.decoded(remote.lastBody()).get("xml"))
          .contains("<start_date>2026-03-02 13:30:00</start_date>")
          .contains("<end_date>2026-03-02 14:30:00</end_date>");
    }
  }

  @Test
  void a_document_with_definitions_is_refused() {
    try (Remote remote = new Remote()) {
      remote.next =
          Optional.of(
              "<!DOCTYPE Xml [<!ENTITY file SYSTEM \"file:///etc/hostname\">]>"
                  + "<Xml ActionStatus=\"true\"><Resp><CntctDtl><Name>&file;</Name></CntctDtl>"
                  + "</Resp></Xml>");
      ProviderException e =
          catchThrowableOfType(
              ProviderException.class, () -> portal(remote).ask(FROM, TO, Optional.empty(), 100));
      assertThat(e.kind()).isEqualTo(ErrorKind.OUTCOME_UNKNOWN);
    }
  }

  static final class Remote extends FakePortal {

    private volatile Optional<String> next = Optional.empty();

    @Override
    public Map<String, String> settings() {
      return Map.of("token", "tok-99", "userName", "acme & co", "password", "p<ss-word-99");
    }

    @Override
    LoopbackHttp.Response refusal() {
      return LoopbackHttp.Response.of(
          200,
          "<Xml ActionStatus=\"false\"><ErrorDetail><Code>1</Code><Message>Invalid login</Message>"
              + "</ErrorDetail></Xml>");
    }

    @Override
    LoopbackHttp.Response answer(String path, Map<String, String> query, String body) {
      if (next.isPresent()) {
        return LoopbackHttp.Response.of(200, next.get());
      }
      String xml = decoded(body).getOrDefault("xml", "");
      if (!path.equals("/getmy99Response/tok-99/uid/")
          || !xml.contains("<user_name>acme &amp; co</user_name><pswd>p&lt;ss-word-99</pswd>")) {
        return refusal();
      }
      String from = between(xml, "<start_date>", "</start_date>");
      String to = between(xml, "<end_date>", "</end_date>");
      return LoopbackHttp.Response.of(
          200,
          people().stream()
              .filter(
                  person -> from.compareTo(time(person)) <= 0 && to.compareTo(time(person)) >= 0)
              .map(person ->
                  ("<Resp><QryDtl QueryId=\"%s\"><RcvdOn>%s</RcvdOn></QryDtl>"
                          + "<CntctDtl><Name>%s</Name><Phone>%s</Phone></CntctDtl></Resp>")
                      .formatted(
                          person.id(),
                          time(person),
                          person.name().replace("&", "&amp;"),
                          person.phone()))
              .collect(Collectors.joining("", "<Xml ActionStatus=\"true\">", "</Xml>")));
    }

    private static String time(Person person) {
      return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")
          .withZone(ZoneId.of("Asia/Kolkata"))
          .format(person.at());
    }

    private static String between(String text, String start, String end) {
      int from = text.indexOf(start) + start.length();
      return text.substring(from, text.indexOf(end));
    }
  }
}
