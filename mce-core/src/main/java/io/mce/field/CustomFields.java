package io.mce.field;

import io.mce.event.Changes;
import io.mce.event.DomainEvent;
import io.mce.event.Events;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.IdGenerator;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Permission;
import io.mce.persistence.Database;
import io.mce.persistence.Transaction;
import io.mce.spi.Internal;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The custom fields of an organization. Thread-safe; blocks on the database. Each command is one
 * transaction, or joins the one that is open on the thread.
 *
 * <p>A value stands in the lead's metadata under the key of its field, as the canonical text of
 * {@link FieldValue}. What stands there from before the field was defined stays as it is until
 * somebody writes it again.
 */
public final class CustomFields {

  /** How many fields an organization has at most, the archived ones too. */
  public static final int MOST = 100;

  private static final int MOST_CHOICES = 100;
  private static final int MAX_LABEL = 100;
  private static final int MAX_KEY = 60;
  private static final Pattern KEY = Pattern.compile("[\\p{L}\\p{M}\\p{Nd}_]+");
  private static final Pattern NO_CHOICE = Pattern.compile("[;|\\n]");

  private final Database database;
  private final CustomFieldStore store;
  private final Events events;
  private final Clock clock;
  private final IdGenerator ids;

  @Inject
  CustomFields(
      Database database, CustomFieldStore store, Events events, Clock clock, IdGenerator ids) {
    this.database = database;
    this.store = store;
    this.events = events;
    this.clock = clock;
    this.ids = ids;
  }

  /** Fields as a transaction has read them. */
  private static final class Known {
    private Optional<List<CustomField>> fields = Optional.empty();
  }

  /** Returns all fields in their order, the archived ones too. */
  public List<CustomField> list(Actor actor) {
    actor.require(Permission.LEAD_READ);
    return known(actor.organizationId());
  }

  /**
   * Returns a field.
   *
   * @throws MceException NOT_FOUND
   */
  public CustomField get(Actor actor, CustomFieldId id) {
    actor.require(Permission.LEAD_READ);
    return existing(actor.organizationId(), id);
  }

  /** Returns the fields that are not archived, in their order. Read once in a transaction. */
  @Internal
  public List<CustomField> active(OrganizationId organizationId) {
    return known(organizationId).stream().filter(field -> !field.isArchived()).toList();
  }

  /** Returns a field, archived or not. */
  @Internal
  public Optional<CustomField> find(OrganizationId organizationId, CustomFieldId id) {
    return store.find(organizationId, id);
  }

  /**
   * Defines a field, last in the order. Leads that have something under its key already keep it;
   * what of that is a value is found by filters soon after.
   *
   * @throws MceException INVALID that names what is wrong; CONFLICT when the key or the label is
   *     taken
   */
  public CustomField create(Actor actor, CustomFieldDraft draft) {
    actor.require(Permission.ORGANIZATION_MANAGE);
    OrganizationId organizationId = actor.organizationId();
    return database.inOrganization(
        organizationId,
        transaction -> {
          List<CustomField> present = changing(transaction);
          if (present.size() >= MOST) {
            throw MceException.invalid(
                "label", "An organization has at most " + MOST + " custom fields.");
          }
          Instant now = clock.instant();
          CustomField field = checked(draft, present.size(), now);
          requireFreeLabel(present, field);
          if (!store.insert(organizationId, field)) {
            throw taken("key", "There already is a field with this key.");
          }
          events.append(
              actor,
              new CustomFieldCreated(field.id(), field.key()),
              Changes.NONE
                  .with("label", null, field.label())
                  .with("type", null, field.type())
                  .with("choices", null, field.choices()));
          return field;
        });
  }

  /**
   * Edits a field.
   *
   * @param expectedVersion the version the person saw
   * @throws MceException STALE_VERSION when it was changed since; INVALID; CONFLICT when the label
   *     is taken; NOT_FOUND
   */
  public CustomField change(
      Actor actor, CustomFieldId id, CustomFieldChange change, long expectedVersion) {
    actor.require(Permission.ORGANIZATION_MANAGE);
    OrganizationId organizationId = actor.organizationId();
    return database.inOrganization(
        organizationId,
        transaction -> {
          List<CustomField> present = changing(transaction);
          CustomField before = existing(organizationId, id);
          requireVersion(before, expectedVersion);
          CustomField after = before.with(cleaned(before, change));
          requireFreeLabel(present, after);
          update(organizationId, after, expectedVersion);
          if (change.position().isPresent()) {
            reorder(organizationId, present, id, change.position().get());
          }
          events.append(
              actor,
              new CustomFieldChanged(id, after.key()),
              Changes.NONE
                  .with("label", before.label(), after.label())
                  .with("choices", before.choices(), after.choices())
                  .with("required", before.required(), after.required())
                  .with("sensitive", before.sensitive(), after.sensitive())
                  .with("position", before.position(), after.position()));
          return existing(organizationId, id);
        });
  }

  /**
   * Stops offering a field; values stay with the leads. Archived before, it stays as it is.
   *
   * @throws MceException NOT_FOUND
   */
  public CustomField archive(Actor actor, CustomFieldId id) {
    return setArchived(actor, id, true);
  }

  /**
   * Offers an archived field again, with the values that leads have.
   *
   * @throws MceException CONFLICT when another field has its label by now; NOT_FOUND
   */
  public CustomField restore(Actor actor, CustomFieldId id) {
    return setArchived(actor, id, false);
  }

  private CustomField setArchived(Actor actor, CustomFieldId id, boolean archived) {
    actor.require(Permission.ORGANIZATION_MANAGE);
    OrganizationId organizationId = actor.organizationId();
    return database.inOrganization(
        organizationId,
        transaction -> {
          List<CustomField> present = changing(transaction);
          CustomField before = existing(organizationId, id);
          if (before.isArchived() == archived) {
            return before;
          }
          Optional<Instant> since = archived ? Optional.of(clock.instant()) : Optional.empty();
          CustomField after = before.archived(since);
          if (!archived) {
            requireFreeLabel(present, after);
          }
          update(organizationId, after, before.version());
          DomainEvent event =
              archived
                  ? new CustomFieldArchived(id, before.key())
                  : new CustomFieldRestored(id, before.key());
          events.append(actor, event);
          return existing(organizationId, id);
        });
  }

  /** Two who define or rename fields at the same time come one after the other. */
  private List<CustomField> changing(Transaction transaction) {
    OrganizationId organizationId = transaction.organizationId();
    database.takeTurns(organizationId, "custom-field", Set.of("all"));
    transaction.attachment(Known.class, Known::new).fields = Optional.empty();
    return store.list(organizationId);
  }

  private List<CustomField> known(OrganizationId organizationId) {
    return database.read(
        organizationId,
        transaction -> {
          Known known = transaction.attachment(Known.class, Known::new);
          if (known.fields.isEmpty()) {
            known.fields = Optional.of(store.list(organizationId));
          }
          return known.fields.get();
        });
  }

  private CustomField existing(OrganizationId organizationId, CustomFieldId id) {
    return store.find(organizationId, id).orElseThrow(() -> MceException.notFound("field"));
  }

  private void update(OrganizationId organizationId, CustomField after, long expectedVersion) {
    if (!store.update(organizationId, after, expectedVersion, clock.instant())) {
      throw stale(expectedVersion);
    }
  }

  private void reorder(
      OrganizationId organizationId, List<CustomField> present, CustomFieldId id, int position) {
    List<CustomFieldId> order =
        present.stream()
            .filter(field -> !field.isArchived())
            .map(CustomField::id)
            .filter(each -> !each.equals(id))
            .collect(Collectors.toCollection(ArrayList::new));
    order.add(Math.min(position, order.size()), id);
    present.stream().map(CustomField::id).filter(each -> !order.contains(each)).forEach(order::add);
    store.order(organizationId, order);
  }

  private CustomField checked(CustomFieldDraft draft, int position, Instant now) {
    String label = label(draft.label());
    String key = draft.key().map(String::strip).filter(text -> !text.isEmpty()).orElse("");
    if (key.isEmpty()) {
      key = FieldText.key(label);
    }
    if (key.isEmpty()
        || key.length() > MAX_KEY
        || !KEY.matcher(key).matches()
        || !key.equals(FieldText.key(key))) {
      throw MceException.invalid(
          "key",
          "A key has up to " + MAX_KEY + " small letters, digits and underscores: move_in_date.");
    }
    return new CustomField(
        new CustomFieldId(ids.next()),
        key,
        label,
        draft.type(),
        choices(draft.type(), draft.choices()),
        currency(draft),
        draft.required(),
        draft.sensitive(),
        position,
        Optional.empty(),
        now,
        now,
        1);
  }

  private static CustomFieldChange cleaned(CustomField before, CustomFieldChange change) {
    if (change.position().filter(at -> at < 0).isPresent()) {
      throw MceException.invalid("position", "The first place is 0.");
    }
    return new CustomFieldChange(
        change.label().map(CustomFields::label),
        change.choices().map(choices -> choices(before.type(), choices)),
        change.required(),
        change.sensitive(),
        change.position());
  }

  private static String label(String text) {
    String label = FieldText.line(text);
    if (label.isEmpty() || label.length() > MAX_LABEL) {
      throw MceException.invalid("label", "Name the field, in up to " + MAX_LABEL + " characters.");
    }
    return label;
  }

  private static List<String> choices(FieldType type, List<String> typed) {
    List<String> choices = typed.stream().map(FieldText::line).distinct().toList();
    if (!type.hasChoices()) {
      if (!choices.isEmpty()) {
        throw MceException.invalid("choices", "Only a choice has choices.");
      }
      return choices;
    }
    if (choices.isEmpty() || choices.size() > MOST_CHOICES) {
      throw MceException.invalid("choices", "Give 1 to " + MOST_CHOICES + " choices.");
    }
    for (String choice : choices) {
      if (choice.isEmpty() || choice.length() > MAX_LABEL || NO_CHOICE.matcher(choice).find()) {
        throw MceException.invalid(
            "choices",
            "A choice has up to %d characters, and no semicolon or bar.".formatted(MAX_LABEL));
      }
    }
    Set<String> folded = new HashSet<>();
    choices.forEach(choice -> folded.add(FieldText.fold(choice)));
    if (folded.size() < choices.size()) {
      throw MceException.invalid("choices", "Two choices differ in capitals or accents only.");
    }
    return choices;
  }

  private static Optional<String> currency(CustomFieldDraft draft) {
    if (draft.type() != FieldType.MONEY) {
      if (draft.currency().isPresent()) {
        throw MceException.invalid("currency", "Only an amount of money has a currency.");
      }
      return Optional.empty();
    }
    String code = draft.currency().orElse("");
    boolean isKnown =
        Currency.getAvailableCurrencies().stream()
            .anyMatch(each -> each.getCurrencyCode().equals(code));
    if (!isKnown) {
      throw MceException.invalid("currency", "Name the currency by its code, such as BRL or INR.");
    }
    return draft.currency();
  }

  private static void requireVersion(CustomField field, long expectedVersion) {
    if (field.version() != expectedVersion) {
      throw stale(field.version());
    }
  }

  private static void requireFreeLabel(List<CustomField> present, CustomField field) {
    String folded = FieldText.fold(field.label());
    boolean isTaken =
        present.stream()
            .filter(other -> !other.isArchived() && !other.id().equals(field.id()))
            .anyMatch(other -> FieldText.fold(other.label()).equals(folded));
    if (isTaken) {
      throw taken("label", "There already is a field with this name.");
    }
  }

  private static MceException taken(String field, String message) {
    return new MceException(ErrorCode.CONFLICT, message, Map.of(field, message));
  }

  private static MceException stale(long version) {
    return new MceException(
        ErrorCode.STALE_VERSION,
        "The field was changed by someone else in the meantime.",
        Map.of("version", String.valueOf(version)));
  }
}
