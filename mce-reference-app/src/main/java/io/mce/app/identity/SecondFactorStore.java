package io.mce.app.identity;

import io.mce.app.setup.AppDatabase;
import io.mce.kernel.OrganizationId;
import io.mce.secret.KeyRing;
import io.mce.secret.MatchKeys;
import io.mce.secret.SealedValue;
import io.mce.secret.SecretBox;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The secrets, recovery codes and open challenges of users. Thread-safe. */
@Singleton
final class SecondFactorStore {

  private static final OrganizationId INSTALLATION = Users.INSTALLATION;

  private final AppDatabase database;
  private final SecretBox secrets;
  private final MatchKeys matchKeys;
  private final Clock clock;

  SecondFactorStore(AppDatabase database, KeyRing keys, Clock clock) {
    this.database = database;
    this.secrets = new SecretBox(keys);
    this.matchKeys = new MatchKeys(keys);
    this.clock = clock;
  }

  /** A second factor as it was when it was read. */
  static final class Factor {
    private final byte[] secret;
    private final boolean on;
    private final long lastStep;

    private Factor(byte[] secret, boolean on, long lastStep) {
      this.secret = secret;
      this.on = on;
      this.lastStep = lastStep;
    }

    /** Tells whether a first code was right; before that nobody is asked for one. */
    boolean isOn() {
      return on;
    }

    /** Returns the step that a code is of, unless it or a later one was used. */
    OptionalLong match(String code, Instant now) {
      return Totp.match(secret, code, now, lastStep);
    }
  }

  Optional<Factor> find(UUID userId) {
    return database.read(handle ->
        handle
            .createQuery("select * from mce_app_second_factor where user_id = :userId")
            .bind("userId", userId.toString())
            .map((row, context) ->
                new Factor(
                    secrets.open(
                        INSTALLATION,
                        context(userId.toString()),
                        new SealedValue(row.getString("secret_sealed"))),
                    row.getObject("confirmed_at") != null,
                    row.getLong("last_step")))
            .findOne());
  }

  boolean isOn(UUID userId) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                select 1 from mce_app_second_factor
                where user_id = :userId and confirmed_at is not null
                """)
            .bind("userId", userId.toString())
            .mapTo(Integer.class)
            .findOne()
            .isPresent());
  }

  /** Stores a secret that no code was made with yet; false when one is in use. */
  boolean prepare(UUID userId, byte[] secret) {
    return database.inTransaction(handle ->
        handle
            .createUpdate(
                """
                insert into mce_app_second_factor
                  (user_id, secret_sealed, last_step, created_at)
                values (:userId, :secret, 0, :now)
                on conflict (user_id) do update
                set secret_sealed = excluded.secret_sealed, last_step = 0,
                  created_at = excluded.created_at
                where mce_app_second_factor.confirmed_at is null
                """)
            .bind("userId", userId.toString())
            .bind("secret", secrets.seal(INSTALLATION, context(userId.toString()), secret).text())
            .bind("now", clock.millis())
            .execute())
        == 1;
  }

  /**
   * Turns the second factor on with the step of its first code and ends the user's sessions but
   * one; false when it is on already.
   */
  boolean confirm(UUID userId, long step, Collection<String> recoveryCodes, String session) {
    return database.inTransaction(handle -> {
      int confirmed =
          handle
              .createUpdate(
                  """
                  update mce_app_second_factor set confirmed_at = :now, last_step = :step
                  where user_id = :userId and confirmed_at is null
                  """)
              .bind("now", clock.millis())
              .bind("step", step)
              .bind("userId", userId.toString())
              .execute();
      if (confirmed == 0) {
        return false;
      }
      replaceRecoveryCodes(handle, userId, recoveryCodes);
      endOtherSessions(handle, userId, session);
      return true;
    });
  }

  /** Uses the code of a step; false when it, or a later one, was used before. */
  boolean useStep(UUID userId, long step) {
    return database.inTransaction(handle -> useStep(handle, userId, step));
  }

  private static boolean useStep(Handle handle, UUID userId, long step) {
    return handle
            .createUpdate(
                """
                update mce_app_second_factor set last_step = :step
                where user_id = :userId and confirmed_at is not null and last_step < :step
                """)
            .bind("step", step)
            .bind("userId", userId.toString())
            .execute()
        == 1;
  }

  /** Uses a recovery code up; false when there is no such one, or none any more. */
  boolean useRecoveryCode(UUID userId, String code) {
    return database.inTransaction(handle ->
        handle
            .createUpdate(
                """
                delete from mce_app_recovery_code
                where user_id = :userId and code_hash = :hash
                """)
            .bind("userId", userId.toString())
            .bind("hash", hash(userId, code))
            .execute())
        == 1;
  }

  /** Uses the code of a step to put new recovery codes in the place of what is left. */
  boolean renewRecoveryCodes(UUID userId, long step, Collection<String> codes) {
    return database.inTransaction(handle -> {
      if (!useStep(handle, userId, step)) {
        return false;
      }
      replaceRecoveryCodes(handle, userId, codes);
      return true;
    });
  }

  private void replaceRecoveryCodes(Handle handle, UUID userId, Collection<String> codes) {
    deleteAll(handle, "delete from mce_app_recovery_code where user_id = :userId", userId);
    PreparedBatch batch =
        handle.prepareBatch(
            "insert into mce_app_recovery_code (user_id, code_hash) values (:userId, :hash)");
    for (String code : codes) {
      batch.bind("userId", userId.toString()).bind("hash", hash(userId, code)).add();
    }
    batch.execute();
  }

  int recoveryCodes(UUID userId) {
    return database.read(handle ->
        handle
            .createQuery("select count(*) from mce_app_recovery_code where user_id = :userId")
            .bind("userId", userId.toString())
            .mapTo(Integer.class)
            .one());
  }

  /** Turns the second factor off and ends the user's sessions but one. */
  void remove(UUID userId, String session) {
    database.inTransaction(handle -> {
      deleteAll(handle, "delete from mce_app_recovery_code where user_id = :userId", userId);
      deleteAll(handle, "delete from mce_app_challenge where user_id = :userId", userId);
      deleteAll(handle, "delete from mce_app_second_factor where user_id = :userId", userId);
      endOtherSessions(handle, userId, session);
      return userId;
    });
  }

  private static void deleteAll(Handle handle, String sql, UUID userId) {
    handle.createUpdate(sql).bind("userId", userId.toString()).execute();
  }

  private static void endOtherSessions(Handle handle, UUID userId, String session) {
    handle
        .createUpdate(
            """
            delete from mce_app_refresh_token where user_id = :userId and chain_id <> :session
            """)
        .bind("userId", userId.toString())
        .bind("session", session)
        .execute();
  }

  /** Notes that somebody gave a right password and owes a code. */
  void addChallenge(String hash, UUID userId, Instant expires) {
    database.inTransaction(handle -> {
      handle
          .createUpdate("delete from mce_app_challenge where expires_at <= :now")
          .bind("now", clock.millis())
          .execute();
      return handle
          .createUpdate(
              """
              insert into mce_app_challenge (token_hash, user_id, expires_at)
              values (:hash, :userId, :expires)
              """)
          .bind("hash", hash)
          .bind("userId", userId.toString())
          .bind("expires", expires.toEpochMilli())
          .execute();
    });
  }

  /** Returns who is challenged; empty when there is no such challenge, or none any more. */
  Optional<UUID> challenged(String hash) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                select user_id from mce_app_challenge
                where token_hash = :hash and expires_at > :now
                """)
            .bind("hash", hash)
            .bind("now", clock.millis())
            .map((row, context) -> UUID.fromString(row.getString(1)))
            .findOne());
  }

  /** Ends a challenge; false when somebody else was faster. */
  boolean endChallenge(String hash) {
    return database.inTransaction(handle ->
        handle
            .createUpdate("delete from mce_app_challenge where token_hash = :hash")
            .bind("hash", hash)
            .execute())
        == 1;
  }

  /** Bound to its user: copied to another row it opens nothing. */
  static String context(String userId) {
    return "app-second-factor/" + userId;
  }

  /** Under a key that the database does not hold, so that trying all codes against it is no way. */
  private String hash(UUID userId, String code) {
    return matchKeys.matchKey(
        INSTALLATION, "app-recovery-code", userId + "/" + RecoveryCode.canonical(code));
  }
}
