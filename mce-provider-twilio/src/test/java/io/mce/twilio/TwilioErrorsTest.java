package io.mce.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mce.spi.ErrorKind;
import io.mce.spi.ErrorScope;
import io.mce.spi.ProviderException;
import io.mce.spi.Receipt;
import io.mce.spi.Text;
import io.mce.spi.tck.LoopbackHttp.Response;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What Twilio says no with, in answers and in callbacks, and what becomes of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwilioErrorsTest {

  private TwilioFixture twilio;

  @BeforeAll
  void open() {
    twilio = TwilioFixture.sms();
  }

  @AfterAll
  void close() {
    twilio.close();
  }

  static Stream<Arguments> table() {
    return Stream.of(
            codes(ErrorKind.UNAUTHORIZED, 20003, 20005, 20008),
            codes(ErrorKind.INVALID_REQUEST, 20404, 21201, 21205, 21601, 21602, 21603, 21604),
            codes(ErrorKind.INVALID_REQUEST, 21606, 21609, 21617, 21619, 21620, 21623, 21654),
            codes(ErrorKind.INVALID_REQUEST, 21655, 21656, 21657, 21658, 21705, 21910, 12100),
            codes(ErrorKind.INVALID_REQUEST, 12300, 11750),
            codes(ErrorKind.RATE_LIMITED, 20429, 14107, 63017, 63018, 30022, 30017),
            codes(ErrorKind.RATE_LIMITED, 21611, 30001, 30020, 30023, 30027, 63038),
            codes(ErrorKind.OUTCOME_UNKNOWN, 20500, 20503),
            codes(ErrorKind.INVALID_RECIPIENT, 21211, 21214, 21217, 21612, 21614, 30005, 30006),
            codes(ErrorKind.INVALID_RECIPIENT, 63003, 63024, 60205, 13223, 13224, 13225, 13226),
            codes(ErrorKind.DESTINATION_NOT_ALLOWED, 21408, 21215, 13227),
            codes(ErrorKind.UNREACHABLE, 21608, 63015, 30003, 30008, 30009, 63009, 63010, 63012),
            codes(ErrorKind.OPTED_OUT, 21610, 63014, 63033),
            codes(ErrorKind.WINDOW_CLOSED, 63016),
            codes(ErrorKind.FILTERED, 63049, 63032, 63013, 30004, 30007, 63026, 30450),
            codes(ErrorKind.TEMPLATE_UNUSABLE, 63027, 63028, 63029, 63040, 63041, 63042),
            codes(ErrorKind.ACCOUNT_SUSPENDED, 30002, 63051),
            codes(ErrorKind.SENDER_NOT_REGISTERED, 63020, 63001, 63002, 63007, 63008, 30032),
            codes(ErrorKind.SENDER_NOT_REGISTERED, 30033, 30034, 30035, 30024, 30018, 21703, 21704),
            codes(ErrorKind.CONTENT_REJECTED, 30010, 30012, 30019, 11751, 63019, 63034, 63037),
            codes(ErrorKind.CONTENT_REJECTED, 63005, 63021),
            codes(ErrorKind.REFUSED, 99999))
        .flatMap(each -> each);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @MethodSource("table")
  void a_code_in_an_answer_has_its_kind(int code, ErrorKind kind) {
    int before = twilio.remote().requests();
    twilio.remote().refuse(code == 20503 ? 503 : 400, code);

    ProviderException refusal = refused();

    assertThat(refusal.kind()).isEqualTo(kind);
    assertThat(refusal.remoteCode()).contains(String.valueOf(code));
    assertThat(refusal.retryAfter())
        .isEqualTo(
            kind == ErrorKind.RATE_LIMITED ? Optional.of(Duration.ofSeconds(7)) : Optional.empty());
    assertThat(refusal).hasMessageNotContaining(twilio.remote().recipient().value());
    assertThat(twilio.remote().requests()).as("sent once").isEqualTo(before + 1);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @MethodSource("table")
  void a_code_in_a_callback_has_its_kind(int code, ErrorKind kind) {
    String sid = twilio.send(new Text("Hello")).remoteId();

    Receipt receipt =
        (Receipt)
            twilio
                .receive(
                    twilio
                        .remote()
                        .report(sid, "undelivered", Map.of("ErrorCode", String.valueOf(code))))
                .getFirst();

    assertThat(receipt.error().orElseThrow().kind()).isEqualTo(kind);
    assertThat(receipt.error().orElseThrow().remoteCode()).contains(String.valueOf(code));
  }

  @ParameterizedTest
  @CsvSource({
    "401,UNAUTHORIZED",
    "403,UNAUTHORIZED",
    "429,RATE_LIMITED",
    "400,REFUSED",
    "409,REFUSED",
    "500,OUTCOME_UNKNOWN",
    "502,OUTCOME_UNKNOWN",
    "503,OUTCOME_UNKNOWN",
    "504,OUTCOME_UNKNOWN",
    "302,OUTCOME_UNKNOWN"
  })
  void an_answer_that_is_not_in_twilios_words_is_told_by_its_status(int status, ErrorKind kind) {
    int before = twilio.remote().requests();
    twilio
        .remote()
        .answerNext(new Response(status, Map.of("Location", "/x"), "<html>proxy</html>"));

    assertThat(refused().kind()).isEqualTo(kind);
    assertThat(twilio.remote().requests()).as("sent once").isEqualTo(before + 1);
  }

  @Test
  void an_address_that_twilio_cannot_report_to_is_told_with_what_to_do() {
    twilio.remote().refuse(400, 21609);

    assertThat(refused()).hasMessageContaining("set the public URL");
  }

  @Test
  void a_success_that_cannot_be_read_may_have_been_one() {
    for (String body : new String[] {"<html>", "", "[]", "{\"status\":\"queued\"}"}) {
      twilio.remote().answerNext(Response.of(201, body));
      assertThat(refused().kind()).isEqualTo(ErrorKind.OUTCOME_UNKNOWN);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "20429,PT1S,ACCOUNT",
    "63018,PT1S,RECIPIENT",
    "14107,PT1S,SENDER",
    "21611,PT5M,SENDER",
    // Noon in London is four in the morning on the west coast of America.
    "30023,PT20H,SENDER",
    "30027,PT20H,SENDER",
    "63038,PT12H,SENDER"
  })
  void a_limit_says_who_waits_and_how_long(int code, Duration pause, ErrorScope scope) {
    twilio.remote().answerNext(429, Map.of(), Map.of("code", code, "status", 429));

    ProviderException refusal = refused();

    assertThat(refusal.retryAfter()).contains(pause);
    assertThat(refusal.scope()).isEqualTo(scope);
  }

  private ProviderException refused() {
    return catchThrowableOfType(
        ProviderException.class, () -> twilio.send(new Text("Hello, this is private")));
  }

  private static Stream<Arguments> codes(ErrorKind kind, int... codes) {
    return Arrays.stream(codes).mapToObj(code -> Arguments.of(code, kind));
  }
}
