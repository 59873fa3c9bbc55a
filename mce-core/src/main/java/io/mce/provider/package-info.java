/**
 * The connections of organizations to remote services: which plugins there are ({@link
 * io.mce.provider.ProviderCatalog}), the accounts an organization has with them ({@link
 * io.mce.provider.ProviderAccounts}), calls to the live plugin of an account ({@link
 * io.mce.provider.Providers}), and what remotes bring ({@link io.mce.provider.Webhooks}, {@link
 * io.mce.provider.ReceivedEvents}), which higher packages hear of by a {@link
 * io.mce.provider.ProviderEventHandler}.
 *
 * <p>Publishes ChannelChanged. May use organization and privacy.
 */
@NullMarked
package io.mce.provider;

import org.jspecify.annotations.NullMarked;
