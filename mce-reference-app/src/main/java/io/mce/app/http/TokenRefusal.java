package io.mce.app.http;

import io.micronaut.http.HttpRequest;
import java.util.Optional;

/** Why a token counts for nothing; the names are codes that clients see with a 401. */
public enum TokenRefusal {
  /** It is not three parts of base64 with JSON in them, or lacks what ours have. */
  TOKEN_MALFORMED("This is not an access token of this server."),
  /** It is not signed, or in another way than ours are. */
  TOKEN_ALGORITHM("The access token is not signed as tokens of this server are."),
  /** It names another key than ours. */
  TOKEN_KEY("The access token was signed with a key that this server does not have."),
  /** Signature and content do not belong together. */
  TOKEN_SIGNATURE("The access token was changed after it was signed."),
  /** It was good once. */
  TOKEN_EXPIRED("The access token has expired; get another one with the refresh token.");

  private static final String ATTRIBUTE = "mce.token-refusal";

  private final String detail;

  TokenRefusal(String detail) {
    this.detail = detail;
  }

  String detail() {
    return detail;
  }

  /** Remembers the reason for the answer to a request. */
  public void noteIn(HttpRequest<?> request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  static Optional<TokenRefusal> of(HttpRequest<?> request) {
    return request.getAttribute(ATTRIBUTE, TokenRefusal.class);
  }
}
