package io.mce.provider;

import io.mce.event.Changes;
import io.mce.event.Events;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.IdGenerator;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Permission;
import io.mce.persistence.Database;
import io.mce.spi.Internal;
import io.mce.spi.ProviderException;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The accounts that an organization has with remote services. Creating and changing one talks to
 * the remote and must not be called inside a transaction. Thread-safe.
 */
public final class ProviderAccounts {

  private static final int MAX_NAME = 200;
  private static final int KEY_BYTES = 16;

  private final Database database;
  private final AccountStore store;
  private final AccountSettings settings;
  private final ProviderCatalog catalog;
  private final ProviderStarter starter;
  private final LiveProviders live;
  private final ProviderSettings providerSettings;
  private final Events events;
  private final Clock clock;
  private final IdGenerator ids;
  private final SecureRandom random = new SecureRandom();

  @Inject
  ProviderAccounts(
      Database database,
      AccountStore store,
      AccountSettings settings,
      ProviderCatalog catalog,
      ProviderStarter starter,
      LiveProviders live,
      ProviderSettings providerSettings,
      Events events,
      Clock clock,
      IdGenerator ids) {
    this.database = database;
    this.store = store;
    this.settings = settings;
    this.catalog = catalog;
    this.starter = starter;
    this.live = live;
    this.providerSettings = providerSettings;
    this.events = events;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * Creates an account and starts it. An account that cannot be started, for example because its
   * remote does not answer, exists all the same: its health says why, and it is tried again.
   *
   * @throws MceException INVALID with every problem: an unknown provider, an empty name, settings
   *     that the plugin does not take (by {@code settings.<name>})
   */
  public ProviderAccount create(Actor actor, ProviderAccountDraft draft) {
    actor.require(Permission.CHANNEL_MANAGE);
    database.requireNoTransaction();
    Map<String, String> values = entered(draft.settings());
    Map<String, String> problems = new LinkedHashMap<>();
    checkName(draft.name(), problems);
    checkSettings(draft.provider(), values, problems);
    refuse(problems);
    AccountId id = new AccountId(ids.next());
    StoredAccount draftAccount =
        new StoredAccount(
            actor.organizationId(),
            id,
            draft.provider(),
            draft.name().strip(),
            Optional.empty(),
            settings.seal(actor.organizationId(), id, values),
            HealthState.STARTING,
            Optional.empty(),
            true,
            newKey(),
            clock.instant(),
            1);
    LiveProvider instance = make(draftAccount);
    StoredAccount account = instance.with(draftAccount);
    try {
      database.runInOrganization(
          actor.organizationId(),
          transaction -> {
            store.insert(account);
            events.append(
                actor,
                new ChannelChanged(id, HealthState.STARTING),
                Changes.NONE
                    .with("name", null, account.name())
                    .with("provider", null, account.provider()));
          });
    } catch (RuntimeException | Error e) {
      instance.retire();
      throw e;
    }
    live.adopt(account, instance);
    return view(stored(actor.organizationId(), id));
  }

  /**
   * Changes an account. New settings are tried out before the change is made: an account that works
   * is never left with settings that do not. Calls under way end on the old connection.
   *
   * @param version the version the caller saw
   * @throws MceException STALE_VERSION when it was changed since; INVALID with every problem, also
   *     when the account works and would no longer; NOT_FOUND
   */
  public ProviderAccount update(
      Actor actor, AccountId id, ProviderAccountChange change, long version) {
    actor.require(Permission.CHANNEL_MANAGE);
    database.requireNoTransaction();
    StoredAccount before = stored(actor.organizationId(), id);
    requireVersion(before, version);
    StoredAccount after = changed(before, change);
    live.change(
        before,
        after,
        account ->
            database.runInOrganization(
                actor.organizationId(),
                transaction -> {
                  if (!store.update(before, account, version)) {
                    requireVersion(stored(actor.organizationId(), id), version);
                  }
                  events.append(
                      actor,
                      new ChannelChanged(id, account.health()),
                      Changes.NONE
                          .with("name", before.name(), account.name())
                          .with("enabled", before.enabled(), account.enabled()));
                }));
    return view(stored(actor.organizationId(), id));
  }

  /** Returns all accounts of the actor's organization, oldest first. */
  public List<ProviderAccount> list(Actor actor) {
    actor.require(Permission.CHANNEL_READ);
    return store.list(actor.organizationId()).stream().map(this::view).toList();
  }

  /** Returns one account; NOT_FOUND when the actor's organization has none of this id. */
  public ProviderAccount get(Actor actor, AccountId id) {
    actor.require(Permission.CHANNEL_READ);
    return view(stored(actor.organizationId(), id));
  }

  /** Returns the accounts that carry messages and are switched on, oldest first. */
  @Internal
  public List<ProviderAccount> channels(OrganizationId organizationId) {
    return store.list(organizationId).stream()
        .filter(account -> account.enabled() && account.channel().isPresent())
        .map(this::view)
        .toList();
  }

  /** Returns every account of an organization, switched on or not, oldest first. */
  @Internal
  public List<ProviderAccount> all(OrganizationId organizationId) {
    return store.list(organizationId).stream().map(this::view).toList();
  }

  /** Returns the accounts that are asked for leads, switched on or not, oldest first. */
  @Internal
  public List<ProviderAccount> leadSources(OrganizationId organizationId) {
    return store.list(organizationId).stream().filter(this::isLeadSource).map(this::view).toList();
  }

  /** Finds an account that is asked for leads. */
  @Internal
  public Optional<ProviderAccount> leadSource(OrganizationId organizationId, AccountId id) {
    return store.find(organizationId, id).filter(this::isLeadSource).map(this::view);
  }

  private boolean isLeadSource(StoredAccount account) {
    return catalog
        .find(account.provider())
        .filter(entry -> entry.kind().equals(ProviderCatalog.LEAD_SOURCE))
        .isPresent();
  }

  // What does not touch the settings is possible whatever state they are in: an account whose
  // plugin was removed can still be switched off.
  private StoredAccount changed(StoredAccount before, ProviderAccountChange change) {
    String name = change.name().orElse(before.name());
    Map<String, String> problems = new LinkedHashMap<>();
    checkName(name, problems);
    String sealed = before.settings();
    if (!change.settings().isEmpty()) {
      Map<String, String> known = opened(before);
      Map<String, String> merged = new LinkedHashMap<>(known);
      merged.putAll(change.settings());
      Map<String, String> values = entered(merged);
      checkSettings(before.provider(), values, problems);
      if (!values.equals(known)) {
        sealed = settings.seal(before.organizationId(), before.id(), values);
      }
    }
    refuse(problems);
    return before.changed(name.strip(), sealed, change.enabled().orElse(before.enabled()));
  }

  /** The settings of an account; none when they do not open, so that they can be entered anew. */
  private Map<String, String> opened(StoredAccount account) {
    try {
      return settings.open(account);
    } catch (MceException e) {
      return Map.of();
    }
  }

  /** What was really entered: a blank field is one left empty. */
  private static Map<String, String> entered(Map<String, String> settings) {
    Map<String, String> values = new LinkedHashMap<>();
    settings.forEach((name, value) -> {
      if (!value.isBlank()) {
        values.put(name, value.strip());
      }
    });
    return values;
  }

  private static void checkName(String name, Map<String, String> problems) {
    if (name.isBlank() || name.length() > MAX_NAME) {
      problems.put("name", "An account needs a name of 1 to " + MAX_NAME + " characters.");
    }
  }

  private void checkSettings(
      String provider, Map<String, String> values, Map<String, String> problems) {
    catalog
        .plugin(provider)
        .ifPresentOrElse(
            plugin -> problems.putAll(plugin.problems(values)),
            () -> problems.put("provider", "There is no provider \"" + provider + "\" here."));
  }

  private static void refuse(Map<String, String> problems) {
    if (!problems.isEmpty()) {
      throw new MceException(ErrorCode.INVALID, sentence(problems), problems);
    }
  }

  private static String sentence(Map<String, String> problems) {
    return "The account cannot be set up like this: "
        + String.join(
            "; ", problems.entrySet().stream().map(e -> e.getKey() + ": " + e.getValue()).toList());
  }

  private LiveProvider make(StoredAccount account) {
    try {
      return starter.make(account);
    } catch (ProviderException e) {
      String message = String.valueOf(e.getMessage());
      throw new MceException(ErrorCode.INVALID, message, Map.of("settings", message), e);
    }
  }

  private static void requireVersion(StoredAccount account, long version) {
    if (account.version() != version) {
      throw new MceException(
          ErrorCode.STALE_VERSION,
          "The account was changed by someone else in the meantime.",
          Map.of("version", String.valueOf(account.version())));
    }
  }

  private StoredAccount stored(OrganizationId organizationId, AccountId id) {
    return store.find(organizationId, id).orElseThrow(() -> MceException.notFound("channel"));
  }

  private String newKey() {
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(key);
  }

  private ProviderAccount view(StoredAccount account) {
    Optional<Plugin<?, ?>> plugin = catalog.plugin(account.provider());
    return new ProviderAccount(
        account.id(),
        account.provider(),
        plugin.map(each -> each.entry().displayName()).orElse(account.provider()),
        account.name(),
        account.channel(),
        plugin.map(each -> each.withoutSecrets(opened(account))).orElse(Map.of()),
        account.health(),
        account.healthDetail(),
        account.enabled(),
        account.webhookKey(),
        providerSettings.webhookUrl(account.webhookKey()),
        account.createdAt(),
        account.version());
  }
}
