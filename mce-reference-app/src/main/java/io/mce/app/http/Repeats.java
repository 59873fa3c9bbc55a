package io.mce.app.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mce.app.setup.AppDatabase;
import io.mce.kernel.Actor;
import io.mce.secret.KeyRing;
import io.mce.secret.SealedValue;
import io.mce.secret.SecretBox;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers a repeated request as the first time. A client that did not hear the answer sends the
 * same {@code Idempotency-Key} again and nothing is created or sent twice. Answers are kept a day,
 * sealed.
 */
@Singleton
public final class Repeats {

  /** The header that marks a request as the repetition of an earlier one. */
  public static final String HEADER = "Idempotency-Key";

  private static final Duration KEPT = Duration.ofDays(1);
  private static final Duration ABANDONED = Duration.ofMinutes(5);
  private static final int LONGEST_KEY = 200;
  static final String CONTEXT = "app-answer";
  private static final Logger log = LoggerFactory.getLogger(Repeats.class);

  private final AppDatabase database;
  private final SecretBox secrets;
  private final ObjectMapper json;
  private final Clock clock;

  Repeats(AppDatabase database, KeyRing keys, ObjectMapper json, Clock clock) {
    this.database = database;
    this.secrets = new SecretBox(keys);
    this.json = json;
    this.clock = clock;
  }

  private record Stored(String requestHash, int status, String body, long createdAt) {}

  /**
   * Does the work, or answers what it answered before.
   *
   * @param body what was asked, to tell a repetition from another use of the same key
   */
  public MutableHttpResponse<?> once(
      HttpRequest<?> request, Actor actor, Object body, Supplier<MutableHttpResponse<?>> work) {
    String key = request.getHeaders().get(HEADER);
    if (key == null) {
      return work.get();
    }
    if (key.isBlank() || key.length() > LONGEST_KEY) {
      throw new ProblemException(
          HttpStatus.BAD_REQUEST,
          "BAD_REQUEST",
          "An Idempotency-Key has 1 to " + LONGEST_KEY + " characters.");
    }
    String hash = hash(request.getMethodName() + " " + request.getPath() + " " + write(body));
    Optional<Stored> earlier = begin(actor, key, hash);
    if (earlier.isPresent()) {
      return replay(actor, earlier.get(), hash);
    }
    MutableHttpResponse<?> answer;
    try {
      answer = work.get();
    } catch (RuntimeException | Error e) {
      forget(actor, key, e);
      throw e;
    }
    keep(actor, key, answer);
    return answer;
  }

  /** What is done is done: an answer that cannot be kept is given all the same. */
  private void keep(Actor actor, String key, MutableHttpResponse<?> answer) {
    try {
      finish(actor, key, answer.code(), answer.body());
    } catch (RuntimeException e) {
      log.warn("an answer was given but not kept; repeated, it is refused for a while", e);
    }
  }

  private MutableHttpResponse<?> replay(Actor actor, Stored stored, String hash) {
    if (!stored.requestHash().equals(hash)) {
      throw new ProblemException(
          HttpStatus.UNPROCESSABLE_ENTITY,
          "IDEMPOTENCY_KEY_REUSED",
          "This Idempotency-Key was used for another request; use a new one for each.");
    }
    if (stored.status() == 0) {
      throw new ProblemException(
          HttpStatus.CONFLICT,
          "IN_PROGRESS",
          "The first request with this Idempotency-Key is still being worked on.");
    }
    String body = secrets.openText(actor.organizationId(), CONTEXT, new SealedValue(stored.body()));
    return HttpResponse.status(HttpStatus.valueOf(stored.status()))
        .body(body)
        .contentType(MediaType.APPLICATION_JSON_TYPE)
        .header("Idempotent-Replay", "true");
  }

  private Optional<Stored> begin(Actor actor, String key, String hash) {
    long now = clock.millis();
    return database.inTransaction(handle -> {
      handle
          .createUpdate(
              """
              delete from mce_app_answer
              where created_at < :old or (status = 0 and created_at < :abandoned)
              """)
          .bind("old", now - KEPT.toMillis())
          .bind("abandoned", now - ABANDONED.toMillis())
          .execute();
      int begun =
          handle
              .createUpdate(
                  """
                  insert into mce_app_answer (organization_id, actor_id, idempotency_key,
                    request_hash, status, body_sealed, created_at)
                  values (:organizationId, :actorId, :key, :hash, 0, '', :now)
                  on conflict (organization_id, actor_id, idempotency_key) do nothing
                  """)
              .bind("organizationId", actor.organizationId().toString())
              .bind("actorId", actor.id())
              .bind("key", key)
              .bind("hash", hash)
              .bind("now", now)
              .execute();
      if (begun == 1) {
        return Optional.empty();
      }
      return handle
          .createQuery(
              """
              select * from mce_app_answer where organization_id = :organizationId
                and actor_id = :actorId and idempotency_key = :key
              """)
          .bind("organizationId", actor.organizationId().toString())
          .bind("actorId", actor.id())
          .bind("key", key)
          .map((row, context) ->
              new Stored(
                  row.getString("request_hash"),
                  row.getInt("status"),
                  row.getString("body_sealed"),
                  row.getLong("created_at")))
          .findOne();
    });
  }

  private void finish(Actor actor, String key, int status, @Nullable Object body) {
    String sealed =
        secrets.seal(actor.organizationId(), CONTEXT, body == null ? "" : write(body)).text();
    database.inTransaction(handle ->
        handle
            .createUpdate(
                """
                update mce_app_answer set status = :status, body_sealed = :body
                where organization_id = :organizationId and actor_id = :actorId
                  and idempotency_key = :key
                """)
            .bind("status", status)
            .bind("body", sealed)
            .bind("organizationId", actor.organizationId().toString())
            .bind("actorId", actor.id())
            .bind("key", key)
            .execute());
  }

  private void forget(Actor actor, String key, Throwable because) {
    try {
      database.inTransaction(handle ->
          handle
              .createUpdate(
                  """
                  delete from mce_app_answer where organization_id = :organizationId
                    and actor_id = :actorId and idempotency_key = :key
                  """)
              .bind("organizationId", actor.organizationId().toString())
              .bind("actorId", actor.id())
              .bind("key", key)
              .execute());
    } catch (RuntimeException e) {
      because.addSuppressed(e);
    }
  }

  private String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer is not JSON", e);
    }
  }

  private static String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
