/**
 * The templates that carriers have approved, as a library of each account: {@link
 * io.mce.template.ChannelTemplates}. Read from the carrier when an account is connected, by and by,
 * and when the carrier says that something changed.
 *
 * <p>Publishes TemplateChanged, TemplatesSynced and TemplateSubmitted. May use organization,
 * provider and notification.
 */
@NullMarked
package io.mce.template;

import org.jspecify.annotations.NullMarked;
