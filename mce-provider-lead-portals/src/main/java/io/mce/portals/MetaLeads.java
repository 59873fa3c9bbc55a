package io.mce.portals;

import io.mce.spi.ErrorKind;
import io.mce.spi.ErrorScope;
import io.mce.spi.LeadIn;
import io.mce.spi.ProviderException;
import java.io.IOException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The leads of a page's forms, over the Graph API: its forms, then the leads of each since a time.
 * A page of ours is a form and Meta's cursor in it: {@code form:after}.
 */
final class MetaLeads implements Portal {

  /** Meta keeps leads for so long. */
  private static final Duration KEPT = Duration.ofDays(90);

  private static final Duration OVERLAP = Duration.ofMinutes(15);
  private static final Duration RATE_PAUSE = Duration.ofMinutes(5);
  private static final int MOST = 100;
  private static final String FIELDS =
      "created_time,id,ad_id,form_id,campaign_id,is_organic,platform,field_data";

  /** 2026-03-02T09:00:00+0000. */
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendOffset("+HHMM", "+0000")
          .toFormatter(Locale.ROOT);

  private final MetaLeadsSettings settings;
  private final URI root;
  private final PortalHttp http = new PortalHttp("Meta");

  MetaLeads(MetaLeadsSettings settings, URI root) {
    this.settings = settings;
    this.root = root;
  }

  @Override
  public Duration reach() {
    return KEPT;
  }

  @Override
  public Duration longestSpan() {
    return KEPT.multipliedBy(2);
  }

  @Override
  public Duration overlap() {
    return OVERLAP;
  }

  @Override
  public Answer ask(Instant from, Instant to, Optional<String> page, int limit) {
    List<String> forms = forms();
    String form = page.map(text -> text.substring(0, text.indexOf(':'))).orElse("");
    Optional<String> after =
        page.map(text -> text.substring(text.indexOf(':') + 1)).filter(text -> !text.isEmpty());
    int at = Math.max(0, forms.indexOf(form));
    if (forms.isEmpty()) {
      return new Answer(List.of(), Optional.empty());
    }
    Map<String, String> query = new LinkedHashMap<>();
    query.put("fields", FIELDS);
    query.put(
        "filtering",
        "[{\"field\":\"time_created\",\"operator\":\"GREATER_THAN\",\"value\":%d}]"
            .formatted(from.getEpochSecond()));
    query.put("limit", String.valueOf(Math.min(limit, MOST)));
    after.ifPresent(text -> query.put("after", text));
    Object answer = get(forms.get(at) + "/leads", query);
    List<LeadIn> leads =
        JsonTree.objects(JsonTree.at(answer, "data").orElse(null)).stream()
            .flatMap(lead -> lead(lead).stream())
            .toList();
    Optional<String> next =
        next(answer)
            .map(cursor -> forms.get(at) + ":" + cursor)
            .or(() ->
                at + 1 < forms.size() ? Optional.of(forms.get(at + 1) + ":") : Optional.empty());
    return new Answer(leads, next);
  }

  private List<String> forms() {
    List<String> forms = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      Map<String, String> query = new LinkedHashMap<>();
      query.put("fields", "id");
      query.put("limit", String.valueOf(MOST));
      after.ifPresent(text -> query.put("after", text));
      Object answer = get(settings.pageId().strip() + "/leadgen_forms", query);
      JsonTree.objects(JsonTree.at(answer, "data").orElse(null))
          .forEach(form -> JsonTree.text(form, "id").ifPresent(forms::add));
      after = next(answer);
    } while (after.isPresent());
    forms.sort(null);
    return forms;
  }

  /** Meta names a next page beside its cursor; a cursor alone is there on the last page too. */
  private static Optional<String> next(@Nullable Object answer) {
    Optional<Object> paging = JsonTree.at(answer, "paging");
    return paging
        .flatMap(each -> JsonTree.text(each, "next"))
        .flatMap(next -> paging.flatMap(each -> JsonTree.at(each, "cursors")))
        .flatMap(cursors -> JsonTree.text(cursors, "after"));
  }

  private static Optional<LeadIn> lead(Map<?, ?> lead) {
    Optional<String> id = JsonTree.text(lead, "id");
    Map<String, String> fields = new LinkedHashMap<>();
    for (Map<?, ?> field : JsonTree.objects(lead.get("field_data"))) {
      JsonTree.text(field, "name").ifPresent(name -> fields.put(name, values(field.get("values"))));
    }
    for (String name : List.of("form_id", "ad_id", "campaign_id", "platform", "is_organic")) {
      JsonTree.text(lead, name).ifPresent(value -> fields.putIfAbsent(name, value));
    }
    fields.values().removeIf(String::isBlank);
    return id.map(each ->
        LeadIn.of(
            each,
            JsonTree.text(lead, "created_time").flatMap(MetaLeads::time).orElse(Instant.EPOCH),
            fields));
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text, TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String values(@Nullable Object values) {
    return values instanceof List<?> list
        ? list.stream().map(String::valueOf).collect(Collectors.joining(", "))
        : "";
  }

  private @Nullable Object get(String path, Map<String, String> query) {
    Map<String, String> signed = new LinkedHashMap<>(query);
    String token = settings.accessToken().reveal();
    signed.put("access_token", token);
    signed.put("appsecret_proof", LeadIds.hmac(settings.appSecret().reveal(), token));
    PortalHttp.Answer answer = http.get(root.resolve(path), signed);
    Object tree;
    try {
      tree = JsonTree.read(answer.body());
    } catch (IOException e) {
      throw http.unreadable();
    }
    Optional<Object> error = JsonTree.at(tree, "error");
    if (error.isPresent()) {
      throw failure(answer.status(), error.get());
    }
    if (answer.status() != 200 || !(tree instanceof Map<?, ?>)) {
      throw http.unreadable();
    }
    return tree;
  }

  /**
   * Meta's codes: 190 and 102 the token, 10 and 200-299 permissions, 4, 17, 32, 613, 8000x quota.
   */
  private ProviderException failure(int status, Object error) {
    int code =
        JsonTree.text(error, "code")
            .filter(text -> text.matches("\\d{1,9}"))
            .map(Integer::parseInt)
            .orElse(status);
    return switch (code) {
      case 4, 17, 32, 613, 80_000, 80_001, 80_002, 80_003, 80_004, 80_005, 80_006, 80_008 ->
          ProviderException.rateLimited(
              ErrorScope.ACCOUNT, RATE_PAUSE, "Meta says that this was too often; it waits.");
      case 1, 2 ->
          ProviderException.of(
              ErrorKind.UNAVAILABLE, String.valueOf(code), "Meta has trouble at the moment.");
      case 102, 190 ->
          ProviderException.of(
              ErrorKind.UNAUTHORIZED,
              String.valueOf(code),
              "Meta no longer accepts the page access token. Make a new one and enter it.");
      case 10, 200, 210, 278, 294, 298, 299 ->
          ProviderException.of(
              ErrorKind.UNAUTHORIZED,
              String.valueOf(code),
              "The page access token may not read leads. Give it leads_retrieval and the page's"
                  + " permissions, and access to leads under Leads access.");
      default ->
          ProviderException.of(
              ErrorKind.INVALID_REQUEST,
              String.valueOf(code),
              "Meta refused with code " + code + ". Check the page id and the app secret.");
    };
  }
}
