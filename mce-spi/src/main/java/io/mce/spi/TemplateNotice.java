package io.mce.spi;

import java.time.Instant;

/**
 * The carrier changed what it thinks of a template; {@link TemplateCatalog} has all of it.
 *
 * @param eventId see {@link ProviderEvent#eventId()}
 * @param at when the carrier said so
 * @param name the carrier's name of the template
 * @param language in the form that {@link Template#language()} has
 * @param change what happened
 * @param detail the carrier's reason in words or its code, may be empty
 */
@Experimental
public record TemplateNotice(
    String eventId, Instant at, String name, String language, Change change, String detail)
    implements ProviderEvent {

  /** What can happen to a template. */
  public enum Change {
    /** It can be sent, for the first time or again. */
    APPROVED,
    /** It is being reviewed. */
    PENDING,
    /** The review said no. */
    REJECTED,
    /** Too many complaints: not sent for some hours. */
    PAUSED,
    /** Not sent any more. */
    DISABLED,
    /** Gone, or about to be. */
    DELETED,
    /** Can be sent, but close to being paused or disabled. */
    FLAGGED,
    /** Belongs to another {@link TemplateCategory} now, which changes what it costs. */
    RECATEGORIZED,
    /** People like it more or less than before. */
    QUALITY_CHANGED
  }

  /** Checks that the names are there. */
  public TemplateNotice {
    Check.notBlank(eventId, "eventId");
    Check.notBlank(name, "name");
    Check.notBlank(language, "language");
  }
}
