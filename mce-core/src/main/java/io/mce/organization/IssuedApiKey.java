package io.mce.organization;

/**
 * An API key with what opens the door.
 *
 * @param secret for the program that uses it; only its hash is stored, it cannot be had again
 */
public record IssuedApiKey(ApiKey key, String secret) {

  /** The secret stays out. */
  @Override
  public String toString() {
    return "IssuedApiKey[" + key.id() + "]";
  }
}
