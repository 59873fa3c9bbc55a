package io.mce.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.mce.spi.Address;
import io.mce.spi.ErrorKind;
import io.mce.spi.ProviderException;
import io.mce.spi.Text;
import io.mce.spi.tck.LoopbackHttp.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Twilio's client writes what it sends into the log when that is set to tell all. */
class TwilioLogTest {

  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    root.addAppender(log);
    root.setLevel(Level.TRACE);
  }

  @AfterEach
  void stop() {
    root.setLevel(Level.WARN);
    root.detachAppender(log);
  }

  @Test
  void nothing_personal_and_no_secret_is_logged_at_any_level() {
    try (TwilioFixture twilio = TwilioFixture.sms()) {
      twilio.send(new Text("this is private"));
      twilio
          .remote()
          .serve("/v2/PhoneNumbers/%2B5511912345678", Response.of(200, "{\"valid\":true}"));
      twilio.channel().lookUp(Address.phone("+5511912345678"), false);
      twilio.remote().refuse(400, 21211);
      ProviderException refusal =
          catchThrowableOfType(
              ProviderException.class, () -> twilio.send(new Text("this is private")));

      assertThat(refusal.kind()).isEqualTo(ErrorKind.INVALID_RECIPIENT);
      assertThat(log.list)
          .extracting(ILoggingEvent::getFormattedMessage)
          .as("the client logs, so that this test would notice")
          .anyMatch(line -> line.contains("status code"))
          .noneMatch(line -> line.contains("5511912345678"))
          .noneMatch(line -> line.contains("private"))
          .noneMatch(line -> line.contains(TwilioRemote.TOKEN));
    }
  }
}
