package io.mce.conversation;

import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.provider.AccountId;
import io.mce.spi.ChannelCapability;
import io.mce.spi.ChannelProfile;
import io.mce.spi.Content;
import io.mce.spi.Text;
import io.mce.template.ChannelTemplate;
import io.mce.template.ChannelTemplates;
import io.mce.template.FilledTemplate;
import io.mce.template.TemplateUse;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Makes of what is to be said what a carrier takes, or says why it does not. */
final class Wording {

  /**
   * What is said.
   *
   * @param content as the carrier gets it
   * @param text as the conversation shows it
   */
  record Said(Content content, String text) {

    /** The kind of content only: what is said is personal. */
    @Override
    public String toString() {
      return "Said[" + content.capability() + "]";
    }
  }

  private final ChannelTemplates templates;
  private final Clock clock;

  @Inject
  Wording(ChannelTemplates templates, Clock clock) {
    this.templates = templates;
    this.clock = clock;
  }

  /** Begins to word messages of one organization, which may share templates. */
  Session begin(OrganizationId organizationId) {
    return new Session(organizationId);
  }

  /** Some messages; looks each template up once. */
  final class Session {

    private final OrganizationId organizationId;
    private final Map<Wanted, Optional<ChannelTemplate>> known = new HashMap<>();

    private Session(OrganizationId organizationId) {
      this.organizationId = organizationId;
    }

    /**
     * Words one message.
     *
     * @throws MceException WINDOW_CLOSED, TEMPLATE_UNUSABLE, INVALID
     */
    Said say(SendMessage message, ChannelChoice.Way way) {
      return message.template().isPresent()
          ? filled(message.template().get(), way)
          : text(message, way);
    }

    private Said filled(TemplateUse use, ChannelChoice.Way way) {
      ChannelProfile profile = way.account().profile();
      if (!profile.can(ChannelCapability.TEMPLATE)) {
        throw unusable(profile.channel() + " sends no templates; write a text.");
      }
      FilledTemplate filled =
          known
              .computeIfAbsent(
                  new Wanted(way.account().id(), use.name(), use.language()), this::find)
              .orElseThrow(() ->
                  unusable(
                      "The account by which this goes has no template %s in %s. Read its templates"
                              .formatted(use.name(), use.language())
                          + " from the carrier anew, or choose another."))
              .fill(use.values());
      return new Said(filled.content(), filled.text());
    }

    private Optional<ChannelTemplate> find(Wanted wanted) {
      return templates.find(organizationId, wanted.account(), wanted.name(), wanted.language());
    }

    private Said text(SendMessage message, ChannelChoice.Way way) {
      String body = message.text().replace("\r\n", "\n").replace('\r', '\n');
      ChannelProfile profile = way.account().profile();
      if (body.isBlank()) {
        throw MceException.invalid("text", "A message needs a text.");
      }
      if (body.length() > profile.maxTextLength()) {
        throw MceException.invalid(
            "text",
            "The text has %d characters; %s carries at most %d."
                .formatted(body.length(), profile.channel(), profile.maxTextLength()));
      }
      if (!way.window(clock.instant()).open()) {
        throw new MceException(
            ErrorCode.WINDOW_CLOSED,
            profile.channel()
                + " takes free text only for a time after the lead has written; that time is over."
                + " An approved template would be allowed.");
      }
      return new Said(new Text(body), body);
    }
  }

  private static MceException unusable(String sentence) {
    return new MceException(ErrorCode.TEMPLATE_UNUSABLE, sentence);
  }

  private record Wanted(AccountId account, String name, String language) {}
}
