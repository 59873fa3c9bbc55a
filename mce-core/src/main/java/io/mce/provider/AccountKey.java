package io.mce.provider;

import io.mce.kernel.OrganizationId;

/**
 * Where an account is, as the directory knows it.
 *
 * @param version the version of the account, by which a node notices changes made on another one
 */
record AccountKey(OrganizationId organizationId, AccountId id, long version, boolean enabled) {}
