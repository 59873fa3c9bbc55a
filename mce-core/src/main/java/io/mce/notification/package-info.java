/**
 * What the engine wants the people of an organization to see: notices, raised once per cause and
 * read by someone.
 *
 * <p>{@link io.mce.notification.Notices} is the API. Publishes {@link
 * io.mce.notification.NoticeRaised}; hears of changed settings from organization and of failed
 * channels from channel.
 */
@NullMarked
package io.mce.notification;

import org.jspecify.annotations.NullMarked;
