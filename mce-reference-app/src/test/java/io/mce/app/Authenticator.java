package io.mce.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The app on a person's phone that makes codes, and what people do with it. */
final class Authenticator {

  static final int STEP_SECONDS = 30;
  private static final String PATH = "/api/me/second-factor";

  private Authenticator() {}

  /** Returns the code that is shown at a moment. */
  static String code(String secret, Instant moment) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(bytes(secret), "HmacSHA1"));
      byte[] hash =
          mac.doFinal(
              ByteBuffer.allocate(8).putLong(moment.getEpochSecond() / STEP_SECONDS).array());
      int offset = hash[19] & 0xf;
      return String.format("%06d", (ByteBuffer.wrap(hash).getInt(offset) & 0x7fffffff) % 1_000_000);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(String base32) {
    BigInteger number = BigInteger.ONE;
    for (char letter : base32.toCharArray()) {
      number =
          number.shiftLeft(5).or(BigInteger.valueOf(letter >= 'A' ? letter - 'A' : letter - 24));
    }
    byte[] bytes = number.toByteArray();
    return Arrays.copyOfRange(bytes, 1, bytes.length);
  }

  /** Asks for a secret. */
  static String secret(ApiClient caller) {
    ApiClient.Answer answer = caller.post(PATH, Map.of("password", Tenant.PASSWORD));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.text("secret");
  }

  /** Brings the caller's second factor so far that the operation works with what is returned. */
  static Map<String, String> body(ApiClient caller, String operation) {
    Instant now = Instant.now();
    String secret = secret(caller);
    Map<String, String> first = Map.of("code", code(secret, now));
    if (operation.endsWith("/confirm")) {
      return first;
    }
    ApiClient.Answer confirmed = caller.post(PATH + "/confirm", first);
    assertThat(confirmed.status()).as(confirmed.body()).isEqualTo(200);
    return operation.endsWith("/recovery-codes")
        ? Map.of("code", code(secret, now.plusSeconds(STEP_SECONDS)))
        : farewell(confirmed.json());
  }

  /** Turns the caller's second factor on, does the operation, and leaves it off. */
  static ApiClient.Answer send(ApiClient caller, String operation) {
    String[] words = operation.split(" ");
    ApiClient.Answer answer = caller.call(words[0], words[1], body(caller, operation));
    if (!words[0].equals("DELETE")) {
      ApiClient.Answer off = caller.call("DELETE", PATH, farewell(answer.json()));
      assertThat(off.status()).as(off.body()).isEqualTo(204);
    }
    return answer;
  }

  private static Map<String, String> farewell(JsonNode codes) {
    return Map.of("password", Tenant.PASSWORD, "code", codes.at("/recoveryCodes/0").asText());
  }

  /** Returns what finishes the log-in of a new person who has a second factor. */
  static Map<String, String> challenge(ApiClient client) {
    String email = "phone." + System.nanoTime() + "@example.com";
    ApiClient.Answer session =
        client.post(
            "/api/auth/signup",
            Map.of(
                "name",
                "New",
                "email",
                email,
                "password",
                Tenant.PASSWORD,
                "organizationName",
                "New"));
    ApiClient person = client.token(session.text("accessToken"));
    String code = code(secret(person), Instant.now());
    ApiClient.Answer confirmed = person.post(PATH + "/confirm", Map.of("code", code));
    ApiClient.Answer refusal =
        client.post("/api/auth/login", Map.of("email", email, "password", Tenant.PASSWORD));
    return Map.of(
        "challenge",
        refusal.json().at("/details/challenge").asText(),
        "code",
        confirmed.json().at("/recoveryCodes/0").asText());
  }
}
