package io.mce.template;

import io.mce.provider.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The templates of one account.
 *
 * @param templates by name and language
 * @param submits whether templates can be handed in from here
 * @param syncedAt when the carrier last said all of it; empty before the first time
 * @param problem why the last look failed, as a sentence; empty when it did not
 */
public record TemplateLibrary(
    AccountId account,
    String accountName,
    String channel,
    List<ChannelTemplate> templates,
    boolean submits,
    Optional<Instant> syncedAt,
    Optional<String> problem) {

  /** Copies the templates. */
  public TemplateLibrary {
    templates = List.copyOf(templates);
  }
}
