package io.mce.ingestion;

import io.mce.event.Changes;
import io.mce.event.Events;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.IdGenerator;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Permission;
import io.mce.persistence.Database;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The places that send leads over webhooks of their own. Thread-safe; each command is one
 * transaction.
 */
public final class LeadSources {

  private static final int KEY_BYTES = 24;
  private static final int MIN_SECRET = 8;
  private static final int MAX_SECRET = 500;

  private final Database database;
  private final LeadSourceStore store;
  private final Events events;
  private final Clock clock;
  private final IdGenerator ids;
  private final SecureRandom random = new SecureRandom();

  @Inject
  LeadSources(
      Database database, LeadSourceStore store, Events events, Clock clock, IdGenerator ids) {
    this.database = database;
    this.store = store;
    this.events = events;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * Makes a source with a key of its own: 192 random bits, the secret part of its webhook's
   * address.
   *
   * @throws MceException CONFLICT when the organization has a source of this name; INVALID
   */
  public LeadSource create(Actor actor, LeadSourceDraft draft) {
    actor.require(Permission.SOURCE_MANAGE);
    requireSecret(draft);
    LeadSource source =
        new LeadSource(
            ids.next(),
            SourceId.of(draft.name()),
            newKey(),
            draft.signature(),
            Optional.empty(),
            clock.instant(),
            1);
    return database.inOrganization(
        actor.organizationId(),
        transaction -> {
          if (!store.insert(actor.organizationId(), source, draft.secret())) {
            throw new MceException(
                ErrorCode.CONFLICT,
                "There already is a source of this name.",
                Map.of("name", "There already is a source of this name."));
          }
          events.append(actor, new LeadSourceCreated(source.id(), source.name().value()));
          return source;
        });
  }

  /** Returns all sources, oldest first. */
  public List<LeadSource> list(Actor actor) {
    actor.require(Permission.LEAD_READ);
    return store.list(actor.organizationId());
  }

  /**
   * Says which part of a source's deliveries becomes which field of a lead.
   *
   * @param mapping absent: the fields are guessed by their names, as for a new source
   * @param version the version the caller saw
   * @throws MceException NOT_FOUND; STALE_VERSION when it was changed since
   */
  public LeadSource map(Actor actor, UUID id, Optional<LeadMapping> mapping, long version) {
    actor.require(Permission.SOURCE_MANAGE);
    return database.inOrganization(
        actor.organizationId(),
        transaction -> {
          LeadSource source = get(actor, id);
          if (!store.map(actor.organizationId(), id, mapping, version)) {
            throw new MceException(
                ErrorCode.STALE_VERSION,
                "The source was changed by someone else in the meantime.",
                Map.of("version", String.valueOf(source.version())));
          }
          events.append(
              actor,
              new LeadSourceMapped(id, source.name().value()),
              Changes.NONE.with("fields", fields(source.mapping()), fields(mapping)));
          return get(actor, id);
        });
  }

  private static @Nullable String fields(Optional<LeadMapping> mapping) {
    return mapping
        .map(each ->
            each.rules().stream()
                .map(LeadMapping.Rule::field)
                .distinct()
                .collect(Collectors.joining(", ")))
        .orElse(null);
  }

  /** Returns one source; NOT_FOUND when the actor's organization has none of this id. */
  public LeadSource get(Actor actor, UUID id) {
    actor.require(Permission.LEAD_READ);
    return store
        .findSource(actor.organizationId(), id)
        .orElseThrow(() -> MceException.notFound("source"));
  }

  /** Finds a source with what is needed to read its deliveries. */
  Optional<HookSource> hook(OrganizationId organizationId, UUID id) {
    return store.find(organizationId, id);
  }

  /** Finds a source of this name. */
  Optional<HookSource> hook(OrganizationId organizationId, SourceId name) {
    return store.findByName(organizationId, name);
  }

  /** Finds whom a key stands for. Without an actor: the key is what identifies the caller. */
  public Optional<SourceRef> findByKey(String key) {
    return store
        .findByKey(key)
        .map(source -> new SourceRef(source.organizationId(), source.name()));
  }

  /** Finds whom a key stands for, with what is needed to check its deliveries. */
  Optional<HookSource> hook(String key) {
    return store.findByKey(key);
  }

  private static void requireSecret(LeadSourceDraft draft) {
    int length = draft.secret().map(String::length).orElse(0);
    if (draft.signature().needsSecret()
        && (length < MIN_SECRET || length > MAX_SECRET || draft.secret().orElse("").isBlank())) {
      throw MceException.invalid(
          "secret",
          "Enter the secret that the source signs with, %d to %d characters."
              .formatted(MIN_SECRET, MAX_SECRET));
    }
    if (!draft.signature().needsSecret() && length > 0) {
      throw MceException.invalid("secret", "A source that does not sign has no secret.");
    }
  }

  private String newKey() {
    byte[] bytes = new byte[KEY_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
