package io.mce.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.mce.engine.EngineParts;
import io.mce.event.Changes.FieldChange;
import io.mce.event.EventName;
import io.mce.event.Events;
import io.mce.event.RecordedEvent;
import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.PageRequest;
import io.mce.kernel.Permission;
import io.mce.lead.Lead;
import io.mce.lead.LeadChange;
import io.mce.lead.LeadDraft;
import io.mce.lead.LeadStatus;
import io.mce.organization.Member;
import io.mce.organization.MemberChange;
import io.mce.organization.Role;
import io.mce.persistence.Database;
import io.mce.secret.DataKeys;
import io.mce.testing.MceExtension;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Everything that was done or refused is in the trail, once, and nothing in it changes unseen. */
final class AuditTrailTest {

  @Nested
  final class OnSqlite extends Contract {
    OnSqlite() {
      super(MceExtension.sqlite());
    }
  }

  @Nested
  final class OnPostgres extends Contract {
    OnPostgres() {
      super(MceExtension.postgres());
    }
  }

  abstract static class Contract {

    @RegisterExtension final MceExtension mce;
    private Actor acme;
    private Actor rival;

    Contract(MceExtension mce) {
      this.mce = mce;
    }

    @BeforeEach
    void two_organizations() {
      acme = Actor.system(mce.engine().organizations().ensure("acme", "Acme").id(), "host");
      rival = Actor.system(mce.engine().organizations().ensure("rival", "Rival").id(), "host");
    }

    private AuditTrail trail() {
      return mce.engine().audit();
    }

    private List<AuditEntry> entries(AuditQuery query) {
      // A projection gathers what comes in; the clock brings it.
      mce.advance(Duration.ofSeconds(1));
      return trail().list(acme, query, PageRequest.first(200)).items();
    }

    private Lead ana() {
      LeadDraft draft = LeadDraft.of("Ana Souza", "+55 11 91234-5678");
      return mce.engine().leads().get(acme, mce.engine().leads().capture(acme, draft).leadId());
    }

    @Test
    void a_change_is_there_with_who_when_from_where_and_what_it_was_before() {
      Lead ana = ana();
      Actor rep =
          Actor.member(acme.organizationId(), "5f9b", acme.permissions()).from("203.0.113.9");
      mce.engine()
          .leads()
          .update(
              rep,
              ana.id(),
              LeadChange.none().name("Ana S. Lima").status(LeadStatus.QUALIFIED),
              ana.version());
      List<AuditEntry> about = entries(AuditQuery.about(ana.id().toString()));
      assertThat(about)
          .extracting(AuditEntry::name)
          .containsExactly("lead.status-changed", "lead.updated", "lead.captured");
      AuditEntry updated = about.get(1);
      assertThat(updated.actorKind()).isEqualTo(Actor.Kind.MEMBER);
      assertThat(updated.actorId()).isEqualTo("5f9b");
      assertThat(updated.origin()).contains("203.0.113.9");
      assertThat(updated.at()).isEqualTo(MceExtension.START);
      assertThat(updated.changes())
          .containsExactly(
              new FieldChange("name", Optional.of("Ana Souza"), Optional.of("Ana S. Lima")));
      assertThat(about.get(2).origin()).isEmpty();
      assertThat(entries(AuditQuery.by("5f9b"))).hasSize(2);
    }

    @Test
    void a_member_whose_role_changed_is_there_with_both_roles() {
      Member bob = mce.engine().members().add(acme, "user-bob", "Bob", Role.REP);
      mce.engine()
          .members()
          .change(acme, bob.id(), MemberChange.none().withRole(Role.MANAGER), bob.version());
      assertThat(entries(AuditQuery.about(bob.id().toString())).getFirst().changes())
          .containsExactly(new FieldChange("role", Optional.of("REP"), Optional.of("MANAGER")));
    }

    @Test
    void what_was_refused_is_there_but_floods_nothing() {
      Actor viewer = Actor.member(acme.organizationId(), "v1", Set.of(Permission.LEAD_READ));
      for (int i = 0; i < 50; i++) {
        trail().denied(viewer, "DELETE /api/leads/{id}", "FORBIDDEN");
      }
      List<AuditEntry> denials = entries(AuditQuery.by("v1"));
      assertThat(denials).hasSize(NoteLimit.MOST);
      assertThat(denials.getFirst().details())
          .contains("DELETE /api/leads/{id}")
          .contains("FORBIDDEN");
      mce.advance(Duration.ofMinutes(1));
      trail().denied(viewer, "DELETE /api/leads/{id}", "FORBIDDEN");
      assertThat(entries(AuditQuery.by("v1"))).hasSize(NoteLimit.MOST + 1);
      assertThat(mce.engine().notices().list(acme, PageRequest.first()).items())
          .singleElement()
          .satisfies(notice -> assertThat(notice.text()).contains("member:v1"));
    }

    @Test
    void each_organization_reads_its_own_and_only_who_may() {
      trail().note(rival, "log-in");
      trail().note(acme, "wrong-password");
      assertThat(entries(AuditQuery.all()))
          .extracting(AuditEntry::details)
          .noneMatch(details -> details.contains("\"log-in\""));
      Actor rep = Actor.member(acme.organizationId(), "r", Role.REP.permissions());
      assertThatThrownBy(() -> trail().list(rep, AuditQuery.all(), PageRequest.first()))
          .isInstanceOfSatisfying(
              MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN));
      assertThatThrownBy(() -> trail().note(acme, "Log in with ana@example.com"))
          .isInstanceOf(MceException.class);
    }

    @Test
    void the_log_shows_what_was_refused_only_to_who_may_read_the_trail() {
      trail().denied(acme, "GET /api/keys", "FORBIDDEN");
      Actor rep = Actor.member(acme.organizationId(), "r", Role.REP.permissions());
      Events events = mce.engine().events();
      assertThat(events.since(acme, 0, 100).events())
          .extracting(RecordedEvent::name)
          .contains("access.denied", "organization.created");
      assertThat(events.since(rep, 0, 100).events())
          .extracting(RecordedEvent::name)
          .containsExactly("organization.created");
      assertThatThrownBy(() -> events.latest(rep, Set.of(AccessDenied.class), 10))
          .isInstanceOf(MceException.class);
    }

    @Test
    void pages_and_filters_go_together() {
      for (int i = 0; i < 25; i++) {
        trail().note(acme, i % 2 == 0 ? "log-in" : "log-out");
      }
      ana();
      assertThat(entries(AuditQuery.all())).hasSize(27);
      AuditQuery security =
          new AuditQuery(
              Optional.empty(),
              Optional.empty(),
              Optional.of("security"),
              Optional.empty(),
              Optional.empty());
      List<Long> seen = new ArrayList<>();
      PageRequest request = PageRequest.first(10);
      while (true) {
        var page = trail().list(acme, security, request);
        page.items().forEach(entry -> seen.add(entry.number()));
        if (page.nextCursor().isEmpty()) {
          break;
        }
        request = new PageRequest(10, Optional.of(page.nextCursor().get().text()));
      }
      assertThat(seen).hasSize(25).doesNotHaveDuplicates();
      assertThat(seen).isSortedAccordingTo(Collections.reverseOrder());
    }

    @Test
    void every_type_of_event_is_known_to_it() {
      // One that no module registers would be missing from the trail without a word.
      Set<String> types =
          new ClassFileImporter()
                  .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                  .importPackages("io.mce")
                  .stream()
                  .filter(type -> type.isAnnotatedWith(EventName.class))
                  .map(type -> type.getAnnotationOfType(EventName.class).value())
                  .collect(Collectors.toSet());
      assertThat(EngineParts.part(mce.engine(), AuditRecorder.class).known())
          .containsAll(types)
          .contains("lead.scored");
    }

    @Test
    void a_whole_trail_verifies_also_while_more_comes() {
      ana();
      assertThat(entries(AuditQuery.all())).isNotEmpty();
      AuditVerification before = trail().verify(acme);
      assertThat(before.problems()).isEmpty();
      trail().note(acme, "log-in");
      mce.advance(Duration.ofSeconds(1));
      AuditVerification after = trail().verify(acme);
      assertThat(after.intact()).isTrue();
      assertThat(after.entries()).isEqualTo(before.entries() + 1);
      assertThat(after.head()).isNotEqualTo(before.head());
    }

    @Test
    void what_someone_does_to_the_rows_is_found() {
      for (int i = 0; i < 20; i++) {
        trail().note(acme, "log-in");
      }
      mce.advance(Duration.ofSeconds(1));
      assertThat(trail().verify(acme).intact()).isTrue();
      for (String tampering :
          List.of(
              "update mce_audit_entry set actor_id = 'nobody' where number = 7",
              "update mce_audit_entry set at = at + 1 where number = 20",
              "delete from mce_audit_entry where number = 12",
              "delete from mce_audit_entry where number = 21")) {
        run(tampering + " and organization_id = :organizationId");
        assertThat(trail().verify(acme).problems()).as(tampering).isNotEmpty();
      }
    }

    @Test
    void an_erasure_takes_the_values_and_leaves_the_chain() {
      Lead ana = ana();
      mce.engine()
          .leads()
          .update(acme, ana.id(), LeadChange.none().name("Marker Ana"), ana.version());
      assertThat(entries(AuditQuery.about(ana.id().toString())).getFirst().changes()).isNotEmpty();
      EngineParts.part(mce.engine(), DataKeys.class)
          .destroy(acme.organizationId(), ana.id().value());
      AuditEntry updated = entries(AuditQuery.about(ana.id().toString())).getFirst();
      assertThat(updated.changes()).isEmpty();
      assertThat(updated.erased()).isTrue();
      assertThat(trail().verify(acme).intact()).isTrue();
    }

    @Test
    void ten_thousand_lines_and_each_kind_of_tampering_at_random_places() throws IOException {
      EngineParts.part(mce.engine(), Database.class)
          .runInOrganization(
              acme.organizationId(),
              transaction -> {
                Events events = mce.engine().events();
                for (int i = 0; i < 10_000; i++) {
                  events.append(
                      acme.from("198.51.100.7"), new SecurityNoted("system:host", "t" + i));
                }
              });
      mce.advance(Duration.ofSeconds(2));
      List<String> lines = exported();
      assertThat(lines).hasSizeGreaterThan(10_000);
      assertThat(verified(lines).problems()).isEmpty();
      long seed = new Random().nextLong();
      Random random = new Random(seed);
      List<Tampering> kinds =
          List.of(
              new Tampering("edit", AuditTrailTest::edit),
              new Tampering("delete", AuditTrailTest::delete),
              new Tampering("delete the last", (all, any) -> deleteAt(all, all.size() - 2)),
              new Tampering("insert a copy", AuditTrailTest::insertCopy),
              new Tampering("swap", AuditTrailTest::swap));
      for (Tampering kind : kinds) {
        for (int i = 0; i < 20; i++) {
          List<String> changed = kind.how().apply(lines, random);
          assertThat(verified(changed).intact())
              .as("%s, seed %d, round %d", kind.name(), seed, i)
              .isFalse();
        }
      }
      System.out.printf(
          "audit: %d lines, %d tamperings found, seed %d%n", lines.size(), kinds.size() * 20, seed);
    }

    @Test
    void the_verifier_works_on_a_file_alone() throws IOException {
      ana();
      mce.advance(Duration.ofSeconds(1));
      List<String> lines = exported();
      String link = trail().verify(acme).head();
      Path file = mce.folder().resolve("trail.jsonl");
      Files.write(file, lines, UTF_8);
      assertThat(verifier(file.toString())).startsWith("0 ").contains("whole");
      trail().note(acme, "log-in");
      mce.advance(Duration.ofSeconds(1));
      Files.write(file, exported(), UTF_8);
      assertThat(verifier(file.toString(), link)).startsWith("0 ");
      assertThat(verifier(file.toString(), "f".repeat(64))).startsWith("1 ");
      Files.write(file, lines.subList(0, lines.size() - 1), UTF_8);
      assertThat(verifier(file.toString())).startsWith("1 ").contains("missing");
      Files.writeString(file, "not a trail\n");
      assertThat(verifier(file.toString())).startsWith("1 ").contains("line 1");
      assertThat(verifier(mce.folder().resolve("none").toString())).startsWith("2 ");
      assertThat(verifier()).startsWith("2 ").contains("usage");
    }

    private void run(String sql) {
      EngineParts.part(mce.engine(), Database.class)
          .runInOrganization(
              acme.organizationId(), transaction -> transaction.update(sql).execute());
    }

    private List<String> exported() {
      StringWriter out = new StringWriter();
      trail().export(acme, out);
      return out.toString().lines().toList();
    }
  }

  private record Tampering(String name, BiFunction<List<String>, Random, List<String>> how) {}

  private static List<String> edit(List<String> lines, Random random) {
    List<String> changed = new ArrayList<>(lines);
    int at = random.nextInt(lines.size() - 1);
    List<String> edits =
        List.of("\"actorId\":\"host\"", "\"subjectType\":\"", "\"at\":1", "\"payload\":\"", "d1.");
    String edit = edits.get(random.nextInt(edits.size()));
    String line = lines.get(at);
    changed.set(
        at,
        line.contains(edit)
            ? line.replace(edit, edit.substring(0, edit.length() - 1) + "2")
            : line.replace("\"version\":1", "\"version\":2"));
    return changed;
  }

  private static List<String> delete(List<String> lines, Random random) {
    return deleteAt(lines, random.nextInt(lines.size() - 1));
  }

  private static List<String> deleteAt(List<String> lines, int at) {
    List<String> changed = new ArrayList<>(lines);
    changed.remove(at);
    return changed;
  }

  private static List<String> insertCopy(List<String> lines, Random random) {
    List<String> changed = new ArrayList<>(lines);
    changed.add(random.nextInt(lines.size() - 1), lines.get(random.nextInt(lines.size() - 1)));
    return changed;
  }

  private static List<String> swap(List<String> lines, Random random) {
    List<String> changed = new ArrayList<>(lines);
    int one = random.nextInt(lines.size() - 1);
    int other = (one + 1 + random.nextInt(lines.size() - 2)) % (lines.size() - 1);
    Collections.swap(changed, one, other);
    return changed;
  }

  private static AuditVerification verified(List<String> lines) throws IOException {
    try {
      return AuditExport.verify(new BufferedReader(new StringReader(String.join("\n", lines))));
    } catch (IllegalArgumentException e) {
      return new AuditVerification(0, "", List.of(String.valueOf(e.getMessage())));
    }
  }

  private static String verifier(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int status = AuditVerifier.run(arguments, new PrintStream(out, true, UTF_8));
    return status + " " + out.toString(UTF_8);
  }
}
