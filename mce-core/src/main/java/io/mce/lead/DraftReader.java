package io.mce.lead;

import io.mce.kernel.EmailAddress;
import io.mce.kernel.Parsed;
import io.mce.kernel.PhoneNumber;
import io.mce.kernel.PhoneNumbers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads drafts: what people type becomes what we store, or a reason why not. */
final class DraftReader {

  static final int MAX_NAME = 200;
  private static final int MAX_TAGS = 50;
  private static final int MAX_METADATA = 100;
  private static final int MAX_KEY = 100;
  static final int MAX_VALUE = 2_000;
  private static final String NO_SOURCE = "unknown";

  /** What programs write where they have no id; it would make one person of many. */
  private static final Pattern NO_ID =
      Pattern.compile("0+|[\\p{P}\\s]+|n/?a|null|none|nil|undefined", Pattern.CASE_INSENSITIVE);

  private final TypedFields typed;
  private final Map<String, String> known;
  private final LeadDraft draft;
  private final List<DraftProblem> problems = new ArrayList<>();

  private DraftReader(LeadDraft draft, TypedFields typed, Map<String, String> known) {
    this.draft = draft;
    this.typed = typed;
    this.known = known;
  }

  /** Reads a draft; phone numbers without a country code are of the region of the rules. */
  static DraftCheck read(LeadDraft draft, TypedFields typed) {
    return read(draft, typed, Map.of());
  }

  /**
   * Reads a draft.
   *
   * @param known metadata that the lead has already: nobody has to mend what they do not change
   */
  static DraftCheck read(LeadDraft draft, TypedFields typed, Map<String, String> known) {
    return new DraftReader(draft, typed, known).read();
  }

  private DraftCheck read() {
    String region = typed.region();
    Optional<PhoneNumber> phone =
        draft.phone().flatMap(text -> value("phone", text, PhoneNumbers.parse(text, region)));
    Optional<EmailAddress> email =
        draft.email().flatMap(text -> value("email", text, EmailAddress.parse(text)));
    String name = text("name", draft.name(), MAX_NAME);
    Optional<String> company = optional("company", draft.company());
    Optional<String> externalId =
        optional("externalId", draft.externalId()).filter(id -> !NO_ID.matcher(id).matches());
    String source = text("source", draft.source(), MAX_NAME);
    Set<String> tags = tags();
    Map<String, String> metadata = metadata();
    if (phone.isEmpty()
        && email.isEmpty()
        && draft.channelIds().isEmpty()
        && externalId.isEmpty()) {
      if (draft.phone().isEmpty() && draft.email().isEmpty()) {
        value("phone", "", PhoneNumbers.parse("", region));
      }
      return new DraftCheck(Optional.empty(), problems);
    }
    return new DraftCheck(
        Optional.of(
            new LeadDetails(
                name,
                phone,
                email,
                draft.channelIds(),
                company,
                source.isEmpty() ? NO_SOURCE : source,
                externalId,
                tags,
                metadata,
                Optional.empty())),
        problems);
  }

  private <T> Optional<T> value(String field, String text, Parsed<T> parsed) {
    if (parsed instanceof Parsed.Invalid<T> invalid) {
      problems.add(new DraftProblem(field, text, invalid.code(), invalid.reason(), invalid.hint()));
    }
    return parsed.toOptional();
  }

  private Optional<String> optional(String field, Optional<String> value) {
    return value.map(each -> text(field, each, MAX_NAME)).filter(each -> !each.isEmpty());
  }

  private Set<String> tags() {
    Set<String> tags = new LinkedHashSet<>();
    for (String each : draft.tags()) {
      String tag = text("tags", each, MAX_KEY);
      if (!tag.isEmpty()) {
        tags.add(tag);
      }
    }
    if (tags.size() > MAX_TAGS) {
      problems.add(tooMany("tags", MAX_TAGS));
      return new LinkedHashSet<>(List.copyOf(tags).subList(0, MAX_TAGS));
    }
    return tags;
  }

  private Map<String, String> metadata() {
    Map<String, String> metadata = new LinkedHashMap<>();
    for (Map.Entry<String, String> entry : draft.metadata().entrySet()) {
      if (metadata.size() == MAX_METADATA) {
        problems.add(tooMany("metadata", MAX_METADATA));
        break;
      }
      String key = text("metadata", entry.getKey(), MAX_KEY);
      String value = cut("metadata", Folding.printable(entry.getValue()), MAX_VALUE);
      if (!key.isEmpty() && !value.isEmpty()) {
        typed(key, value).ifPresent(text -> metadata.put(key, text));
      }
    }
    return metadata;
  }

  /** The text as it is stored; empty when it is no value of the field with this key. */
  private Optional<String> typed(String key, String value) {
    if (value.equals(known.get(key))) {
      return Optional.of(value);
    }
    return typed
        .read(key, value)
        .map(parsed -> value(MergePolicy.METADATA_PREFIX + key, value, parsed))
        .orElse(Optional.of(value));
  }

  private String text(String field, String value, int longest) {
    return cut(field, Folding.clean(value), longest);
  }

  private String cut(String field, String value, int longest) {
    if (value.length() <= longest) {
      return value;
    }
    problems.add(
        new DraftProblem(
            field,
            value,
            "TOO_LONG",
            "This is longer than " + longest + " characters.",
            "Shorten it; only its beginning is kept."));
    int end = Character.isHighSurrogate(value.charAt(longest - 1)) ? longest - 1 : longest;
    return value.substring(0, end).strip();
  }

  private static DraftProblem tooMany(String field, int most) {
    return new DraftProblem(
        field,
        "",
        "TOO_MANY",
        "There are more than " + most + " of them.",
        "Leave some out; only the first " + most + " are kept.");
  }
}
