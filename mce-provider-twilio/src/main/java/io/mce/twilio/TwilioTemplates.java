package io.mce.twilio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.twilio.rest.content.v1.ContentAndApprovals;
import io.mce.spi.CatalogTemplate;
import io.mce.spi.ErrorKind;
import io.mce.spi.ProviderException;
import io.mce.spi.Template;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The content templates of an account. Twilio sends them by an id; people know them by the name
 * under which WhatsApp has approved them. Thread-safe; blocks when the list is old.
 */
final class TwilioTemplates {

  private static final Pattern CONTENT_SID = Pattern.compile("HX[0-9a-fA-F]{32}");
  private static final Duration FRESH = Duration.ofMinutes(10);

  /** How soon a name that is not in the list makes it be asked for again. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final TwilioApi api;
  private final Clock clock;
  private volatile Listing listing = new Listing(List.of(), Instant.MIN);

  private record Listing(List<Entry> entries, Instant at) {}

  /** A template with the id that the catalog does not show. */
  private record Entry(String sid, CatalogTemplate template) {}

  TwilioTemplates(TwilioApi api, Clock clock) {
    this.api = api;
    this.clock = clock;
  }

  /** Asks Twilio for all of them. */
  List<CatalogTemplate> list() {
    return refreshed().entries().stream().map(Entry::template).toList();
  }

  /**
   * The id by which Twilio sends a template.
   *
   * @throws ProviderException TEMPLATE_UNUSABLE when the account has no template of the name in the
   *     language
   */
  String sid(Template template) {
    if (CONTENT_SID.matcher(template.name()).matches()) {
      return template.name();
    }
    Listing known = listing;
    if (olderThan(known, FRESH)) {
      known = refreshed();
    }
    Optional<String> sid = find(known, template);
    if (sid.isEmpty() && olderThan(known, PATIENCE)) {
      sid = find(refreshed(), template);
    }
    return sid.orElseThrow(() ->
        ProviderException.of(
            ErrorKind.TEMPLATE_UNUSABLE,
            "Twilio has no template %s in %s".formatted(template.name(), template.language())));
  }

  /** The values of a template's variables, as Twilio wants them. */
  static String variables(Template template) {
    try {
      return JSON.writeValueAsString(template.parameters());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts under names are always JSON", e);
    }
  }

  private boolean olderThan(Listing known, Duration age) {
    return known.at().isBefore(clock.instant().minus(age));
  }

  private Listing refreshed() {
    Listing fresh =
        new Listing(api.templates().stream().map(TwilioTemplates::entry).toList(), clock.instant());
    listing = fresh;
    return fresh;
  }

  /** One that WhatsApp has approved before one that it has not. */
  private static Optional<String> find(Listing known, Template template) {
    List<Entry> named =
        known.entries().stream()
            .filter(entry -> entry.template().name().equals(template.name()))
            .filter(entry ->
                language(entry.template().language()).equals(language(template.language())))
            .toList();
    return named.stream()
        .filter(entry -> entry.template().usable())
        .findFirst()
        .or(() -> named.stream().findFirst())
        .map(Entry::sid);
  }

  private static String language(String written) {
    return written.replace('-', '_').toLowerCase(Locale.ROOT);
  }

  private static Entry entry(ContentAndApprovals content) {
    Optional<Map<?, ?>> approval = map(content.getApprovalRequests());
    String name =
        approval
            .flatMap(map -> text(map, "name"))
            .orElse(String.valueOf(content.getFriendlyName()));
    String status = approval.flatMap(map -> text(map, "status")).orElse("unsubmitted");
    String body =
        map(content.getTypes()).stream()
            .flatMap(types -> types.values().stream())
            .flatMap(type -> map(type).flatMap(map -> text(map, "body")).stream())
            .findFirst()
            .orElse("");
    return new Entry(
        content.getSid(),
        new CatalogTemplate(
            name,
            String.valueOf(content.getLanguage()),
            body,
            status.equalsIgnoreCase("approved"),
            status));
  }

  private static Optional<Map<?, ?>> map(Object node) {
    return node instanceof Map<?, ?> map ? Optional.of(map) : Optional.empty();
  }

  private static Optional<String> text(Map<?, ?> map, String name) {
    return Optional.ofNullable(map.get(name))
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .filter(text -> !text.isBlank());
  }
}
