package io.mce.app.identity;

import io.mce.app.http.LiveSessions;
import io.mce.app.setup.AppDatabase;
import io.mce.app.setup.AppSealedColumn;
import io.mce.kernel.EmailAddress;
import io.mce.kernel.IdGenerator;
import io.mce.kernel.OrganizationId;
import io.mce.secret.KeyRing;
import io.mce.secret.MatchKeys;
import io.mce.secret.SealedValue;
import io.mce.secret.SecretBox;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The users, their passwords and the organizations they belong to. Thread-safe. */
@Singleton
final class Users implements LiveSessions {

  /** Users belong to the installation, not to an organization; their values are sealed as its. */
  static final OrganizationId INSTALLATION = AppSealedColumn.INSTALLATION;

  static final String EMAIL_CONTEXT = "app-user-email";

  private final AppDatabase database;
  private final SecretBox secrets;
  private final MatchKeys matchKeys;
  private final Clock clock;
  private final IdGenerator ids;

  Users(AppDatabase database, KeyRing keys, Clock clock) {
    this.database = database;
    this.secrets = new SecretBox(keys);
    this.matchKeys = new MatchKeys(keys);
    this.clock = clock;
    this.ids = new IdGenerator(clock);
  }

  /** A user with what is needed to check a password. */
  record Login(User user, String passwordHash) {}

  /** Adds a user; empty when the address is taken. */
  Optional<User> add(EmailAddress email, String name, String passwordHash) {
    User user = new User(ids.next(), name, email.address());
    int added =
        database.inTransaction(handle ->
            handle
                .createUpdate(
                    """
                    insert into mce_app_user
                      (id, email_key, email_sealed, name, password_hash, created_at)
                    values (:id, :emailKey, :email, :name, :hash, :now)
                    on conflict (email_key) do nothing
                    """)
                .bind("id", user.id().toString())
                .bind("emailKey", key(email))
                .bind("email", secrets.seal(INSTALLATION, EMAIL_CONTEXT, email.address()).text())
                .bind("name", name)
                .bind("hash", passwordHash)
                .bind("now", clock.millis())
                .execute());
    return added == 1 ? Optional.of(user) : Optional.empty();
  }

  Optional<Login> findByEmail(EmailAddress email) {
    return database.inTransaction(handle ->
        handle
            .createQuery("select * from mce_app_user where email_key = :emailKey")
            .bind("emailKey", key(email))
            .map((row, context) -> login(row))
            .findOne());
  }

  Optional<User> find(UUID id) {
    return database.inTransaction(handle ->
        handle
            .createQuery("select * from mce_app_user where id = :id")
            .bind("id", id.toString())
            .map((row, context) -> login(row).user())
            .findOne());
  }

  /** Makes exactly these platform administrators; returns how many of them have an account. */
  int setPlatformAdmins(Set<EmailAddress> addresses) {
    return database.inTransaction(handle -> {
      handle
          .createUpdate("update mce_app_user set platform_admin = false where platform_admin")
          .execute();
      int found = 0;
      for (EmailAddress address : addresses) {
        found +=
            handle
                .createUpdate(
                    "update mce_app_user set platform_admin = true where email_key = :emailKey")
                .bind("emailKey", key(address))
                .execute();
      }
      return found;
    });
  }

  boolean isPlatformAdmin(UUID userId) {
    return database.read(handle ->
        handle
            .createQuery("select 1 from mce_app_user where id = :id and platform_admin")
            .bind("id", userId.toString())
            .mapTo(Integer.class)
            .findOne()
            .isPresent());
  }

  /** Makes the user belong to an organization. */
  void join(UUID userId, OrganizationId organizationId) {
    database.inTransaction(handle ->
        handle
            .createUpdate(
                """
                insert into mce_app_membership (user_id, organization_id, created_at)
                values (:userId, :organizationId, :now) on conflict do nothing
                """)
            .bind("userId", userId.toString())
            .bind("organizationId", organizationId.toString())
            .bind("now", clock.millis())
            .execute());
  }

  /** Returns the user's organizations, oldest membership first. */
  List<OrganizationId> organizations(UUID userId) {
    return database.inTransaction(handle ->
        handle
            .createQuery(
                """
                select organization_id from mce_app_membership where user_id = :userId
                order by created_at, organization_id
                """)
            .bind("userId", userId.toString())
            .map((row, context) -> OrganizationId.of(row.getString(1)))
            .list());
  }

  /**
   * A log-in that goes on from one refresh token to the next.
   *
   * @param id names all tokens that came from the log-in
   */
  record Chain(String id, UUID userId, OrganizationId organizationId) {}

  /** Adds a token to a chain, which begins with its first one. */
  void storeRefreshToken(String hash, Chain chain, long expires) {
    database.inTransaction(handle -> {
      removeExpired(handle);
      return handle
          .createUpdate(
              """
              insert into mce_app_refresh_token
                (token_hash, chain_id, user_id, organization_id, expires_at)
              values (:hash, :chain, :userId, :organizationId, :expires)
              """)
          .bind("hash", hash)
          .bind("chain", chain.id())
          .bind("userId", chain.userId().toString())
          .bind("organizationId", chain.organizationId().toString())
          .bind("expires", expires)
          .execute();
    });
  }

  /**
   * A refresh token that was good, at least once.
   *
   * @param at when it was used first: now, unless this is a repetition
   */
  record Spent(Chain chain, Instant at) {}

  /** Uses a refresh token; empty when there is none, or none any more. */
  Optional<Spent> spendRefreshToken(String hash) {
    return database.inTransaction(handle -> {
      removeExpired(handle);
      return handle
          .createQuery(
              """
              update mce_app_refresh_token set spent_at = coalesce(spent_at, :now)
              where token_hash = :hash
              returning chain_id, user_id, organization_id, spent_at
              """)
          .bind("hash", hash)
          .bind("now", clock.millis())
          .map((row, context) ->
              new Spent(
                  new Chain(
                      row.getString("chain_id"),
                      UUID.fromString(row.getString("user_id")),
                      OrganizationId.of(row.getString("organization_id"))),
                  Instant.ofEpochMilli(row.getLong("spent_at"))))
          .findOne();
    });
  }

  /** Ends the chain of a refresh token; a token that nobody has ends nothing. */
  void endChain(String hash) {
    database.inTransaction(handle ->
        handle
            .createUpdate(
                """
                delete from mce_app_refresh_token where chain_id in
                  (select chain_id from mce_app_refresh_token where token_hash = :hash)
                """)
            .bind("hash", hash)
            .execute());
  }

  private void removeExpired(Handle handle) {
    handle
        .createUpdate("delete from mce_app_refresh_token where expires_at <= :now")
        .bind("now", clock.millis())
        .execute();
  }

  /** Tells whether any token of a chain is left. */
  @Override
  public boolean isAlive(String sessionId) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                select 1 from mce_app_refresh_token
                where chain_id = :chain and expires_at > :now limit 1
                """)
            .bind("chain", sessionId)
            .bind("now", clock.millis())
            .mapTo(Integer.class)
            .findOne()
            .isPresent());
  }

  @Override
  public void end(String sessionId) {
    database.inTransaction(handle ->
        handle
            .createUpdate("delete from mce_app_refresh_token where chain_id = :chain")
            .bind("chain", sessionId)
            .execute());
  }

  /** The key by which an address is found. */
  String key(EmailAddress email) {
    return matchKeys.matchKey(INSTALLATION, "app-user-email", email.matchForm());
  }

  /** The key under which the tries of a user's codes are counted. */
  String codeKey(UUID userId) {
    return matchKeys.matchKey(INSTALLATION, "app-second-factor-tries", userId.toString());
  }

  private Login login(java.sql.ResultSet row) throws java.sql.SQLException {
    String email =
        secrets.openText(
            INSTALLATION, EMAIL_CONTEXT, new SealedValue(row.getString("email_sealed")));
    return new Login(
        new User(UUID.fromString(row.getString("id")), row.getString("name"), email),
        row.getString("password_hash"));
  }
}
