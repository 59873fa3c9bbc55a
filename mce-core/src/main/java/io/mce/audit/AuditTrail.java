package io.mce.audit;

import io.mce.event.Changes;
import io.mce.event.DomainEvent;
import io.mce.event.Events;
import io.mce.event.Subject;
import io.mce.kernel.Actor;
import io.mce.kernel.Cursor;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.kernel.Permission;
import io.mce.persistence.Database;
import io.mce.persistence.Json;
import io.mce.spi.Internal;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The audit trail of an organization: what commands changed comes to it through the event log, soon
 * after they commit; what was refused, and what concerns security, is told to it by the host.
 * Thread-safe; blocks on the database.
 */
public final class AuditTrail {

  private static final int CHUNK = 1_000;
  private static final int MAX_TEXT = 200;
  private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9-]{0,59}");

  private final Database database;
  private final AuditStore store;
  private final Events events;
  private final NoteLimit limit;

  @Inject
  AuditTrail(Database database, AuditStore store, Events events, Clock clock) {
    this.database = database;
    this.store = store;
    this.events = events;
    this.limit = new NoteLimit(clock);
  }

  /** Returns lines, newest first. */
  public Page<AuditEntry> list(Actor actor, AuditQuery query, PageRequest request) {
    actor.require(Permission.AUDIT_READ);
    long before = request.cursor(1).map(cursor -> cursor.longAt(0)).orElse(Long.MAX_VALUE);
    List<ChainedEntry> rows =
        store.before(actor.organizationId(), query, before, request.limit() + 1);
    return Page.of(rows, request.limit(), row -> Cursor.of(row.number()))
        .map(row -> opened(actor.organizationId(), row));
  }

  /**
   * Returns lines about any of these things, newest first, without what is sealed in them. For the
   * features, which ask for what an actor may read anyway.
   *
   * @param subjectIds about which
   * @param names of which events
   * @param before only lines before this number
   */
  @Internal
  public List<AuditEntry> about(
      OrganizationId organizationId,
      Set<String> subjectIds,
      Set<String> names,
      long before,
      int limit) {
    return store.about(organizationId, subjectIds, names, before, limit).stream()
        .map(AuditTrail::plain)
        .toList();
  }

  /**
   * Reads the whole trail and checks every link of it, also that it ends where it should. What the
   * event log has not brought yet is no part of it. Takes about a second for 100,000 lines.
   */
  public AuditVerification verify(Actor actor) {
    actor.require(Permission.AUDIT_READ);
    OrganizationId organizationId = actor.organizationId();
    return database.read(
        organizationId,
        transaction -> {
          // Lines that come in while this reads stand after the head.
          Optional<AuditChain.Head> head = store.head(organizationId);
          AuditChain chain = new AuditChain();
          read(organizationId, head, chain::next);
          return chain.end(head);
        });
  }

  /**
   * Writes the whole trail for {@link AuditVerifier} and for keeping elsewhere: a line of JSON for
   * each entry, oldest first, personal values sealed, and a last line with the newest link. That it
   * was handed out becomes part of the trail.
   *
   * @throws UncheckedIOException when the writer fails
   */
  public void export(Actor actor, Writer out) {
    actor.require(Permission.AUDIT_READ);
    OrganizationId organizationId = actor.organizationId();
    append(actor, new SecurityNoted(who(actor), "audit-exported"));
    Optional<AuditChain.Head> head = store.head(organizationId);
    read(organizationId, head, entry -> write(out, Json.write(entry)));
    write(
        out,
        Json.write(new AuditExport.End(head.orElse(new AuditChain.Head(0, AuditChain.START)))));
  }

  /**
   * Notes that something was refused to an actor. More than {@value NoteLimit#MOST} of one actor in
   * a minute are not worth their lines and are left out.
   *
   * @param operation what was tried, without anything personal: the template of a path, not the
   *     path
   * @param code the code of the answer
   */
  public void denied(Actor actor, String operation, String code) {
    if (limit.admits(actor, "denied")) {
      append(actor, new AccessDenied(who(actor), cut(operation), cut(code)));
    }
  }

  /**
   * Notes something that concerns the security of the actor's organization; the same of one actor
   * at most {@value NoteLimit#MOST} times a minute.
   *
   * @param what lower-case words with hyphens: "log-in", "wrong-password"
   * @throws MceException INVALID when it is not such a word
   */
  public void note(Actor actor, String what) {
    if (!WORD.matcher(what).matches()) {
      throw MceException.invalid(
          "what", "A security event is named in lower-case words with hyphens: " + what + ".");
    }
    if (limit.admits(actor, what)) {
      append(actor, new SecurityNoted(who(actor), what));
    }
  }

  private void append(Actor actor, DomainEvent event) {
    database.runInOrganization(actor.organizationId(), transaction -> events.append(actor, event));
  }

  private void read(
      OrganizationId organizationId,
      Optional<AuditChain.Head> head,
      Consumer<ChainedEntry> reader) {
    long last = head.map(AuditChain.Head::number).orElse(0L);
    long number = 0;
    List<ChainedEntry> rows;
    do {
      rows = store.after(organizationId, number, CHUNK);
      for (ChainedEntry row : rows) {
        if (row.number() > last) {
          return;
        }
        reader.accept(row);
        number = row.number();
      }
    } while (!rows.isEmpty());
  }

  private AuditEntry opened(OrganizationId organizationId, ChainedEntry row) {
    Subject subject = new Subject(row.subjectType(), row.subjectId());
    Optional<String> changesSealed = Optional.ofNullable(row.changesSealed());
    Optional<Changes> changes =
        changesSealed.flatMap(sealed -> events.openChanges(organizationId, subject, sealed));
    return new AuditEntry(
        row.number(),
        Instant.ofEpochMilli(row.at()),
        row.name(),
        subject,
        Actor.Kind.valueOf(row.actorKind()),
        row.actorId(),
        Optional.ofNullable(row.cause()),
        Optional.ofNullable(row.originSealed())
            .flatMap(sealed -> events.openOrigin(organizationId, sealed)),
        row.payload(),
        changes.map(Changes::fields).orElse(List.of()),
        changesSealed.isPresent() && changes.isEmpty(),
        row.hash());
  }

  private static AuditEntry plain(ChainedEntry row) {
    return new AuditEntry(
        row.number(),
        Instant.ofEpochMilli(row.at()),
        row.name(),
        new Subject(row.subjectType(), row.subjectId()),
        Actor.Kind.valueOf(row.actorKind()),
        row.actorId(),
        Optional.ofNullable(row.cause()),
        Optional.empty(),
        row.payload(),
        List.of(),
        false,
        row.hash());
  }

  private static String who(Actor actor) {
    return actor.kind().name().toLowerCase(Locale.ROOT) + ":" + actor.id();
  }

  private static String cut(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
  }

  private static void write(Writer out, String line) {
    try {
      out.write(line);
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
