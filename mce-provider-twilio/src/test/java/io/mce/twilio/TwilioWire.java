package io.mce.twilio;

import io.mce.spi.wire.Amendment;
import io.mce.spi.wire.WireSpec;
import io.mce.spi.wire.WireWatch;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What our requests are held against: our own words for them, and with {@code -Dmce.wire.specs}
 * what Twilio publishes (github.com/twilio/twilio-oai: messages, content, lookups), with what it
 * leaves out.
 */
final class TwilioWire {

  static final WireSpec OURS = WireSpec.beside(TwilioWire.class, "wire.json");

  /** The storage that Twilio leads to. */
  private static final Pattern FILES = Pattern.compile("/storage/.*");

  private static final String MEDIA =
      "/paths/~12010-04-01~1Accounts~1{AccountSid}~1Messages~1{MessageSid}~1Media~1{Sid}";

  private static final List<Amendment> AMENDMENTS =
      List.of(
          new Amendment(
              MEDIA + "/get",
              """
              {"security": [{"accountSid_authToken": []}], "parameters": [
                {"name": "AccountSid", "in": "path", "required": true,
                  "schema": {"type": "string", "pattern": "^AC[0-9a-fA-F]{32}$"}},
                {"name": "MessageSid", "in": "path", "required": true,
                  "schema": {"type": "string", "pattern": "^(SM|MM)[0-9a-fA-F]{32}$"}},
                {"name": "Sid", "in": "path", "required": true,
                  "schema": {"type": "string", "pattern": "^ME[0-9a-fA-F]{32}$"}}]}
              """,
              "documented: without .json comes the file, with it what is known of it"));

  private static final List<WireSpec> ALL =
      Stream.concat(
              Stream.of(OURS),
              WireSpec.official(
                  List.of(
                      "twilio_api_v2010_mce.json",
                      "twilio_content_v1.json",
                      "twilio_lookups_v2.json"),
                  AMENDMENTS)
                  .stream())
          .toList();

  private TwilioWire() {}

  static WireWatch watch() {
    return new WireWatch(ALL, FILES);
  }
}
