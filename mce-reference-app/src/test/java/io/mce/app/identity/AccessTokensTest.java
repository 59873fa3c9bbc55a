package io.mce.app.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.app.http.SignedIn;
import io.mce.app.http.TokenRefusal;
import io.mce.kernel.OrganizationId;
import io.mce.secret.KeyRing;
import io.mce.secret.MasterKey;
import io.mce.testing.SettableClock;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

final class AccessTokensTest {

  private static final UUID USER = UUID.randomUUID();
  private static final OrganizationId ORGANIZATION = new OrganizationId(UUID.randomUUID());
  private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

  private final SettableClock clock = new SettableClock(NOW);
  private final MasterKey masterKey = MasterKey.generate();
  private final AccessTokens tokens = new AccessTokens(new KeyRing(masterKey), clock);

  private static List<Authentication> read(AccessTokens tokens, String token) {
    return Flux.from(tokens.validateToken(token, null)).collectList().block();
  }

  private static Optional<TokenRefusal> refusal(AccessTokens tokens, String token) {
    HttpRequest<?> request = HttpRequest.GET("/");
    assertThat(Flux.from(tokens.validateToken(token, request)).collectList().block()).isEmpty();
    return request.getAttribute("mce.token-refusal", TokenRefusal.class);
  }

  private String issued() {
    return tokens.issue(USER, ORGANIZATION, "session-1", NOW.plus(Duration.ofMinutes(30)));
  }

  @Test
  void a_token_says_who_where_by_which_log_in_and_until_when() {
    assertThat(read(tokens, issued()))
        .singleElement()
        .satisfies(authentication -> {
          assertThat(authentication.getName()).isEqualTo(USER.toString());
          assertThat(authentication.getAttributes())
              .containsEntry(SignedIn.ORGANIZATION, ORGANIZATION.toString())
              .containsEntry(SignedIn.SESSION, "session-1")
              .containsEntry(SignedIn.UNTIL, NOW.plus(Duration.ofMinutes(30)));
        });
  }

  @Test
  void it_is_good_until_its_end_and_no_longer() {
    String token = issued();
    clock.add(Duration.ofMinutes(30).minusMillis(1));
    assertThat(read(tokens, token)).hasSize(1);
    clock.add(Duration.ofMillis(1));
    assertThat(refusal(tokens, token)).contains(TokenRefusal.TOKEN_EXPIRED);
  }

  @Test
  void every_node_with_the_master_key_reads_it_and_no_other_does() {
    String token = issued();
    assertThat(read(new AccessTokens(new KeyRing(masterKey), clock), token)).hasSize(1);
    AccessTokens other = new AccessTokens(new KeyRing(MasterKey.generate()), clock);
    assertThat(refusal(other, token)).contains(TokenRefusal.TOKEN_KEY);
  }
}
