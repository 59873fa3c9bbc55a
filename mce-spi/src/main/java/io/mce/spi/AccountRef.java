package io.mce.spi;

/**
 * Names one provider account. Both parts are opaque to a plugin.
 *
 * @param organizationId the organization that owns the account
 * @param accountId the account
 */
public record AccountRef(String organizationId, String accountId) {

  /** Checks that both parts are there. */
  public AccountRef {
    Check.notBlank(organizationId, "organizationId");
    Check.notBlank(accountId, "accountId");
  }
}
