package io.mce.app.sandbox;

import io.mce.spi.CatalogTemplate;
import io.mce.spi.ErrorKind;
import io.mce.spi.ProviderContext;
import io.mce.spi.ProviderException;
import io.mce.spi.Template;
import io.mce.spi.TemplateCategory;
import io.mce.spi.TemplateDraft;
import io.mce.spi.TemplateNotice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The templates of a sandbox account: some that are there from the beginning, in the states that
 * people meet, and what was handed in. A review takes {@link #REVIEW} and refuses what real
 * carriers refuse most often: a text that begins or ends with a variable. Thread-safe.
 */
final class SandboxTemplates {

  /** How long a review takes. */
  static final Duration REVIEW = Duration.ofSeconds(3);

  static final String REJECTION = "A variable may not stand at the beginning or the end.";

  private static final String KEY = "template/";
  private static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");

  private static final List<CatalogTemplate> BUILT_IN =
      List.of(
          approved(
              "appointment_reminder",
              "en",
              "Hi {{1}}, this is a reminder of your appointment on {{2}}. Reply YES to confirm.",
              TemplateCategory.UTILITY),
          approved(
              "appointment_reminder",
              "pt_BR",
              "Olá {{1}}, lembramos do seu horário em {{2}}. Responda SIM para confirmar.",
              TemplateCategory.UTILITY),
          new CatalogTemplate(
              "spring_offer",
              "en",
              "Hello {{1}}, our spring offer ends on Sunday.",
              false,
              "PAUSED",
              Optional.of(TemplateCategory.MARKETING),
              List.of("1"),
              Optional.of("RED"),
              Optional.of("Too many people asked for no more of it.")),
          approved(
              "welcome",
              "en",
              "Hello {{1}}, thank you for your interest. May we ask you a question?",
              TemplateCategory.MARKETING));

  /** A template that was handed in, and when. */
  private record Submitted(
      String name, String language, TemplateCategory category, Instant at, String body) {

    String key() {
      return KEY + name + "/" + language;
    }

    /** The text last, since it may hold line ends. */
    String encode() {
      return String.join("\n", category.name(), at.toString(), body);
    }

    static Submitted decode(String key, String stored) {
      String[] names = key.substring(KEY.length()).split("/", 2);
      String[] lines = stored.split("\n", 3);
      return new Submitted(
          names[0],
          names[1],
          TemplateCategory.valueOf(lines[0]),
          Instant.parse(lines[1]),
          lines[2]);
    }

    boolean isReviewed(Instant now) {
      return !now.isBefore(at.plus(REVIEW));
    }

    boolean isGood() {
      Matcher variables = VARIABLE.matcher(body.strip());
      while (variables.find()) {
        if (variables.start() == 0 || variables.end() == body.strip().length()) {
          return false;
        }
      }
      return true;
    }

    CatalogTemplate seen(Instant now) {
      boolean usable = isReviewed(now) && isGood();
      String status = usable ? "APPROVED" : isReviewed(now) ? "REJECTED" : "PENDING";
      return new CatalogTemplate(
          name,
          language,
          body,
          usable,
          status,
          Optional.of(category),
          CatalogTemplate.variables(body),
          Optional.empty(),
          Optional.of(REJECTION).filter(reason -> status.equals("REJECTED")));
    }
  }

  private final List<Submitted> inReview = new ArrayList<>();

  private static CatalogTemplate approved(
      String name, String language, String body, TemplateCategory category) {
    return new CatalogTemplate(name, language, body, true, "APPROVED", Optional.of(category));
  }

  /** Everything there is, as it is now. */
  static List<CatalogTemplate> list(ProviderContext context) {
    Instant now = context.clock().instant();
    List<CatalogTemplate> all = new ArrayList<>(BUILT_IN);
    context
        .state()
        .entries(KEY)
        .forEach((key, stored) -> all.add(Submitted.decode(key, stored).seen(now)));
    return List.copyOf(all);
  }

  /** Takes a template for review. */
  CatalogTemplate submit(TemplateDraft draft, ProviderContext context) {
    if (list(context).stream().anyMatch(each -> isNamed(each, draft.name(), draft.language()))) {
      throw ProviderException.of(
          ErrorKind.INVALID_REQUEST, "there is a template of this name and language already");
    }
    Instant now = context.clock().instant();
    Submitted taken =
        new Submitted(draft.name(), draft.language(), draft.category(), now, draft.body());
    context.state().put(taken.key(), taken.encode());
    synchronized (this) {
      inReview.add(taken);
    }
    return taken.seen(now);
  }

  /** What a person reads. */
  static String text(Template template, ProviderContext context) {
    CatalogTemplate known =
        list(context).stream()
            .filter(each -> isNamed(each, template.name(), template.language()))
            .filter(CatalogTemplate::usable)
            .findFirst()
            .orElseThrow(() -> unusable("there is no approved template of this name"));
    Map<String, String> values = template.parameters();
    if (!values.keySet().equals(Set.copyOf(known.parameters()))) {
      throw unusable("the values are not those that the template has");
    }
    return VARIABLE
        .matcher(known.body())
        .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), "")));
  }

  /** What became of reviews that have ended by now and were not told yet, in order. */
  synchronized List<TemplateNotice> reviewed(Instant now) {
    return inReview.stream()
        .takeWhile(each -> each.isReviewed(now))
        .map(SandboxTemplates::notice)
        .toList();
  }

  /** As many of the reviews were told. */
  synchronized void told(int reviews) {
    inReview.subList(0, reviews).clear();
  }

  private static TemplateNotice notice(Submitted each) {
    return new TemplateNotice(
        "review:" + each.name() + ":" + each.language(),
        each.at().plus(REVIEW),
        each.name(),
        each.language(),
        each.isGood() ? TemplateNotice.Change.APPROVED : TemplateNotice.Change.REJECTED,
        each.isGood() ? "" : REJECTION);
  }

  private static boolean isNamed(CatalogTemplate template, String name, String language) {
    return template.name().equals(name) && template.language().equals(language);
  }

  private static ProviderException unusable(String message) {
    return ProviderException.of(ErrorKind.TEMPLATE_UNUSABLE, message);
  }
}
