package io.mce.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.mce.organization.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What each role may do, operation by operation. Every cell is a request over HTTP: it works, or it
 * is refused for want of a permission. The same table is in docs/security.md. Operations of the
 * platform are no role's; {@link PlatformTest} is about who may call them.
 */
final class RolesTest {

  private static final String TABLE =
      """
      operation                          | OWNER | ADMIN | MANAGER | MARKETER | REP | VIEWER
      POST /api/auth/organization        | yes   | yes   | yes     | yes      | yes | yes
      GET /api/me                        | yes   | yes   | yes     | yes      | yes | yes
      GET /api/me/second-factor          | yes   | yes   | yes     | yes      | yes | yes
      POST /api/me/second-factor         | yes   | yes   | yes     | yes      | yes | yes
      POST /api/me/second-factor/confirm | yes   | yes   | yes     | yes      | yes | yes
      POST /api/me/second-factor/recovery-codes | yes   | yes   | yes     | yes      | yes | yes
      DELETE /api/me/second-factor       | yes   | yes   | yes     | yes      | yes | yes
      GET /api/organization              | yes   | yes   | yes     | yes      | yes | yes
      PATCH /api/organization            | yes   | yes   | -       | -        | -   | -
      GET /api/sending-limits            | yes   | yes   | yes     | yes      | yes | yes
      PUT /api/sending-limits            | yes   | yes   | -       | -        | -   | -
      GET /api/setup                     | yes   | yes   | yes     | yes      | yes | yes
      POST /api/setup/{step}/skip        | yes   | yes   | -       | -        | -   | -
      GET /api/members                   | yes   | yes   | yes     | yes      | yes | yes
      PATCH /api/members/{id}            | yes   | yes   | -       | -        | -   | -
      GET /api/members/{id}/availability | yes   | yes   | yes     | yes      | yes | yes
      PATCH /api/members/{id}/availability | yes   | yes   | yes     | -        | -   | -
      GET /api/scoring/rules             | yes   | yes   | yes     | yes      | yes | yes
      GET /api/scoring/progress          | yes   | yes   | yes     | yes      | yes | yes
      PUT /api/scoring/rules             | yes   | yes   | -       | -        | -   | -
      POST /api/scoring/rules/preview    | yes   | yes   | yes     | yes      | yes | yes
      GET /api/assignment                | yes   | yes   | yes     | yes      | yes | yes
      PUT /api/assignment                | yes   | yes   | yes     | -        | -   | -
      GET /api/leads/{id}/assignment     | yes   | yes   | yes     | yes      | yes | yes
      GET /api/invitations               | yes   | yes   | -       | -        | -   | -
      POST /api/invitations              | yes   | yes   | -       | -        | -   | -
      DELETE /api/invitations/{id}       | yes   | yes   | -       | -        | -   | -
      GET /api/keys                      | yes   | yes   | -       | -        | -   | -
      POST /api/keys                     | yes   | yes   | -       | -        | -   | -
      DELETE /api/keys/{id}              | yes   | yes   | -       | -        | -   | -
      GET /api/audit                     | yes   | yes   | -       | -        | -   | -
      POST /api/audit/verify             | yes   | yes   | -       | -        | -   | -
      GET /api/audit/export              | yes   | yes   | -       | -        | -   | -
      GET /api/leads                     | yes   | yes   | yes     | yes      | yes | yes
      POST /api/leads                    | yes   | yes   | yes     | yes      | yes | -
      POST /api/leads/ingest             | yes   | yes   | yes     | yes      | yes | -
      GET /api/leads/{id}                | yes   | yes   | yes     | yes      | yes | yes
      PATCH /api/leads/{id}              | yes   | yes   | yes     | yes      | yes | -
      DELETE /api/leads/{id}             | yes   | yes   | yes     | -        | -   | -
      GET /api/leads/{id}/dependencies   | yes   | yes   | yes     | -        | -   | -
      POST /api/leads/delete             | yes   | yes   | yes     | -        | -   | -
      GET /api/projects                  | yes   | yes   | yes     | yes      | yes | yes
      POST /api/projects                 | yes   | yes   | -       | -        | -   | -
      GET /api/projects/{id}             | yes   | yes   | yes     | yes      | yes | yes
      PATCH /api/projects/{id}           | yes   | yes   | -       | -        | -   | -
      POST /api/projects/{id}/archive    | yes   | yes   | -       | -        | -   | -
      POST /api/projects/{id}/restore    | yes   | yes   | -       | -        | -   | -
      GET /api/leads/bulk                | yes   | yes   | yes     | yes      | yes | yes
      POST /api/leads/bulk               | yes   | yes   | yes     | yes      | yes | -
      GET /api/leads/bulk/{id}           | yes   | yes   | yes     | yes      | yes | yes
      GET /api/leads/bulk/{id}/failures  | yes   | yes   | yes     | yes      | yes | yes
      POST /api/leads/bulk/{id}/cancel   | yes   | yes   | yes     | yes      | yes | -
      POST /api/leads/bulk/{id}/undo     | yes   | yes   | yes     | yes      | yes | -
      GET /api/leads/archive             | yes   | yes   | -       | -        | -   | -
      POST /api/leads/{id}/restore       | yes   | yes   | -       | -        | -   | -
      POST /api/leads/restore            | yes   | yes   | yes     | -        | -   | -
      POST /api/leads/{id}/merge/preview | yes   | yes   | yes     | yes      | yes | yes
      POST /api/leads/{id}/merge         | yes   | yes   | yes     | yes      | yes | -
      GET /api/leads/{id}/merges         | yes   | yes   | yes     | yes      | yes | yes
      POST /api/leads/merges/{id}/undo   | yes   | yes   | yes     | yes      | yes | -
      GET /api/fields                    | yes   | yes   | yes     | yes      | yes | yes
      POST /api/fields                   | yes   | yes   | -       | -        | -   | -
      PATCH /api/fields/{id}             | yes   | yes   | -       | -        | -   | -
      POST /api/fields/{id}/archive      | yes   | yes   | -       | -        | -   | -
      POST /api/fields/{id}/restore      | yes   | yes   | -       | -        | -   | -
      GET /api/leads/merge-policy        | yes   | yes   | yes     | yes      | yes | yes
      PUT /api/leads/merge-policy        | yes   | yes   | -       | -        | -   | -
      GET /api/leads/suggestions         | yes   | yes   | yes     | yes      | yes | yes
      POST /api/leads/suggestions/{id}/dismiss | yes   | yes   | yes     | yes      | yes | -
      POST /api/leads/suggestions/scan   | yes   | yes   | yes     | yes      | yes | -
      POST /api/leads/{id}/export        | yes   | yes   | -       | -        | -   | -
      POST /api/leads/{id}/erase         | yes   | yes   | -       | -        | -   | -
      GET /api/leads/{id}/consents       | yes   | yes   | yes     | yes      | yes | yes
      POST /api/leads/{id}/consents      | yes   | yes   | yes     | yes      | yes | -
      GET /api/leads/{id}/timeline       | yes   | yes   | yes     | yes      | yes | yes
      GET /api/leads/{id}/notes          | yes   | yes   | yes     | yes      | yes | yes
      POST /api/leads/{id}/notes         | yes   | yes   | yes     | yes      | yes | -
      PUT /api/notes/{id}                | yes   | yes   | -       | -        | -   | -
      DELETE /api/notes/{id}             | yes   | yes   | -       | -        | -   | -
      GET /api/status-rules              | yes   | yes   | yes     | yes      | yes | yes
      PUT /api/status-rules              | yes   | yes   | -       | -        | -   | -
      GET /api/status-requests           | yes   | yes   | yes     | yes      | yes | yes
      GET /api/leads/{id}/status-requests | yes   | yes   | yes     | yes      | yes | yes
      POST /api/leads/{id}/status-requests | yes   | yes   | yes     | yes      | yes | -
      POST /api/status-requests/{id}/approve | yes   | yes   | yes     | -        | -   | -
      POST /api/status-requests/{id}/refuse | yes   | yes   | yes     | -        | -   | -
      POST /api/status-requests/{id}/withdraw | yes   | yes   | -       | -        | -   | -
      GET /api/leads/{id}/do-not-contact | yes   | yes   | yes     | yes      | yes | yes
      PUT /api/leads/{id}/do-not-contact/{channel} | yes   | yes   | yes     | yes      | yes | -
      DELETE /api/leads/{id}/do-not-contact/{channel} | yes   | yes   | yes     | yes      | yes | -
      GET /api/privacy/retention         | yes   | yes   | -       | -        | -   | -
      PATCH /api/privacy/retention       | yes   | yes   | -       | -        | -   | -
      POST /api/leads/{id}/automation    | yes   | yes   | yes     | yes      | yes | -
      GET /api/leads/{id}/messages       | yes   | yes   | yes     | yes      | yes | yes
      GET /api/leads/{id}/reply-way      | yes   | yes   | yes     | yes      | yes | yes
      POST /api/leads/{id}/messages      | yes   | yes   | yes     | -        | yes | -
      GET /api/imports                   | yes   | yes   | yes     | yes      | yes | yes
      POST /api/imports                  | yes   | yes   | yes     | yes      | -   | -
      GET /api/imports/{id}              | yes   | yes   | yes     | yes      | yes | yes
      GET /api/imports/{id}/errors       | yes   | yes   | yes     | yes      | -   | -
      GET /api/imports/{id}/errors.csv   | yes   | yes   | yes     | yes      | -   | -
      GET /api/imports/{id}/kept         | yes   | yes   | yes     | yes      | yes | yes
      POST /api/imports/uploads          | yes   | yes   | yes     | yes      | -   | -
      PUT /api/imports/{id}/content      | yes   | yes   | yes     | yes      | -   | -
      POST /api/imports/{id}/preview     | yes   | yes   | yes     | yes      | -   | -
      POST /api/imports/{id}/start       | yes   | yes   | yes     | yes      | -   | -
      POST /api/imports/{id}/pause       | yes   | yes   | yes     | yes      | -   | -
      POST /api/imports/{id}/resume      | yes   | yes   | yes     | yes      | -   | -
      POST /api/imports/{id}/cancel      | yes   | yes   | yes     | yes      | -   | -
      POST /api/imports/{id}/undo        | yes   | yes   | yes     | yes      | -   | -
      GET /api/sources                   | yes   | yes   | yes     | yes      | yes | yes
      POST /api/sources                  | yes   | yes   | yes     | yes      | -   | -
      PUT /api/sources/{id}/mapping      | yes   | yes   | yes     | yes      | -   | -
      GET /api/sources/{id}/sample       | yes   | yes   | yes     | yes      | -   | -
      POST /api/sources/{id}/test        | yes   | yes   | yes     | yes      | -   | -
      GET /api/sources/polls             | yes   | yes   | yes     | yes      | -   | -
      POST /api/sources/polls/{accountId} | yes   | yes   | yes     | yes      | -   | -
      GET /api/sources/held              | yes   | yes   | yes     | yes      | -   | -
      POST /api/sources/held/{id}/take   | yes   | yes   | yes     | yes      | -   | -
      DELETE /api/sources/held/{id}      | yes   | yes   | yes     | yes      | -   | -
      GET /api/conversations             | yes   | yes   | yes     | yes      | yes | yes
      POST /api/conversations/{id}/read  | yes   | yes   | yes     | yes      | yes | yes
      GET /api/segments                  | yes   | yes   | yes     | yes      | yes | yes
      POST /api/segments                 | yes   | yes   | yes     | yes      | yes | -
      POST /api/segments/preview         | yes   | yes   | yes     | yes      | yes | yes
      GET /api/segments/{id}             | yes   | yes   | yes     | yes      | yes | yes
      PATCH /api/segments/{id}           | yes   | yes   | yes     | yes      | yes | -
      DELETE /api/segments/{id}          | yes   | yes   | yes     | yes      | yes | -
      GET /api/views                     | yes   | yes   | yes     | yes      | yes | yes
      POST /api/views                    | yes   | yes   | yes     | yes      | yes | yes
      PATCH /api/views/{id}              | yes   | yes   | -       | -        | -   | -
      DELETE /api/views/{id}             | yes   | yes   | -       | -        | -   | -
      GET /api/campaigns                 | yes   | yes   | yes     | yes      | yes | yes
      POST /api/campaigns                | yes   | yes   | yes     | yes      | -   | -
      POST /api/campaigns/audience       | yes   | yes   | yes     | yes      | yes | yes
      GET /api/campaigns/{id}            | yes   | yes   | yes     | yes      | yes | yes
      POST /api/campaigns/{id}/cancel    | yes   | yes   | yes     | yes      | -   | -
      POST /api/campaigns/{id}/pause     | yes   | yes   | yes     | yes      | -   | -
      GET /api/campaigns/{id}/recipients | yes   | yes   | yes     | yes      | yes | yes
      POST /api/campaigns/{id}/resume    | yes   | yes   | yes     | yes      | -   | -
      POST /api/campaigns/{id}/start     | yes   | yes   | yes     | yes      | -   | -
      GET /api/workflows                 | yes   | yes   | yes     | yes      | yes | yes
      POST /api/workflows                | yes   | yes   | yes     | yes      | -   | -
      GET /api/workflows/{id}            | yes   | yes   | yes     | yes      | yes | yes
      PATCH /api/workflows/{id}          | yes   | yes   | yes     | yes      | -   | -
      GET /api/workflows/{id}/runs       | yes   | yes   | yes     | yes      | yes | yes
      GET /api/deliveries                | yes   | yes   | yes     | yes      | yes | yes
      GET /api/deliveries/undecided      | yes   | yes   | yes     | yes      | yes | yes
      GET /api/deliveries/{id}           | yes   | yes   | yes     | yes      | yes | yes
      POST /api/deliveries/{id}/decision | yes   | yes   | yes     | -        | yes | -
      POST /api/deliveries/decisions     | yes   | yes   | yes     | -        | yes | -
      GET /api/suppressions              | yes   | yes   | yes     | yes      | yes | yes
      POST /api/suppressions             | yes   | yes   | yes     | yes      | yes | -
      POST /api/suppressions/look-up     | yes   | yes   | yes     | yes      | yes | yes
      POST /api/suppressions/list        | yes   | yes   | yes     | yes      | yes | -
      POST /api/suppressions/remove      | yes   | yes   | yes     | yes      | yes | -
      GET /api/channels                  | yes   | yes   | yes     | yes      | yes | yes
      POST /api/channels                 | yes   | yes   | -       | -        | -   | -
      GET /api/channels/catalog          | yes   | yes   | yes     | yes      | yes | yes
      GET /api/channels/routing          | yes   | yes   | yes     | yes      | yes | yes
      PUT /api/channels/routing          | yes   | yes   | -       | -        | -   | -
      PATCH /api/channels/{id}           | yes   | yes   | -       | -        | -   | -
      GET /api/channels/templates        | yes   | yes   | yes     | yes      | yes | yes
      POST /api/channels/{id}/templates  | yes   | yes   | -       | -        | -   | -
      POST /api/channels/{id}/templates/sync | yes   | yes   | -       | -        | -   | -
      POST /api/sandbox/inbound          | yes   | yes   | yes     | -        | yes | -
      GET /api/sandbox/messages          | yes   | yes   | yes     | yes      | yes | yes
      GET /api/sandbox/phones            | yes   | yes   | yes     | yes      | yes | yes
      GET /api/dashboard                 | yes   | yes   | yes     | yes      | yes | yes
      GET /api/feed                      | yes   | yes   | yes     | yes      | yes | yes
      GET /api/events                    | yes   | yes   | yes     | yes      | yes | yes
      GET /api/notices                   | yes   | yes   | yes     | yes      | yes | yes
      POST /api/notices/{id}/read        | yes   | yes   | yes     | yes      | yes | yes
      """;

  private static final Path DOCUMENT = Path.of("../docs/security.md");

  /** The roles that may do an operation. */
  private static Map<String, Set<Role>> rows() {
    Map<String, Set<Role>> rows = new LinkedHashMap<>();
    List<Role> columns = new ArrayList<>();
    for (String line : TABLE.lines().toList()) {
      List<String> cells = Stream.of(line.split("\\|")).map(String::strip).toList();
      if (columns.isEmpty()) {
        cells.stream().skip(1).map(Role::valueOf).forEach(columns::add);
      } else {
        rows.put(
            cells.getFirst(),
            columns.stream()
                .filter(role -> cells.get(1 + columns.indexOf(role)).equals("yes"))
                .collect(Collectors.toSet()));
      }
    }
    assertThat(columns).containsExactly(Role.values());
    return rows;
  }

  @Test
  void every_operation_that_needs_a_log_in_has_a_row() {
    Set<String> operations = new TreeSet<>();
    Operations.CASES.forEach((operation, each) -> {
      if (each.kind() != Operations.Kind.PUBLIC && each.kind() != Operations.Kind.PLATFORM) {
        operations.add(operation);
      }
    });
    assertThat(new TreeSet<>(rows().keySet())).isEqualTo(operations);
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void a_role_may_do_what_the_table_says_and_nothing_else(Role role) {
    try (TestServer server = TestServer.sqlite()) {
      Tenant tenant = Tenant.create(server, "ZEBRA", "+5511987654321");
      ApiClient person = role == Role.OWNER ? tenant.api : tenant.join(server, role.name());
      Operations.CASES.forEach((operation, each) -> {
        if (each.kind() == Operations.Kind.PLATFORM) {
          ApiClient.Answer answer = Operations.send(person, tenant, operation);
          assertThat(answer.status()).as("%s by %s", operation, role).isEqualTo(403);
          assertThat(answer.text("code")).isEqualTo("FORBIDDEN");
        }
      });
      rows().entrySet().stream()
          // What deletes comes last, so that the others have something to find.
          .sorted(Comparator.comparing(row -> row.getKey().startsWith("DELETE")))
          .forEach(row -> {
            ApiClient.Answer answer = Operations.send(person, tenant, row.getKey());
            boolean may = row.getValue().contains(role);
            int expected = may ? Operations.CASES.get(row.getKey()).expected() : 403;
            assertThat(answer.status())
                .as("%s by %s: %s", row.getKey(), role, answer.body())
                .isEqualTo(expected);
            if (!may) {
              assertThat(answer.text("code")).isEqualTo("FORBIDDEN");
            }
          });
    }
  }

  @Test
  void the_table_is_in_the_documentation() throws IOException {
    StringBuilder table = new StringBuilder("| operation ");
    Stream.of(Role.values())
        .forEach(
            role -> table.append("| ").append(role.name().toLowerCase(Locale.ROOT)).append(' '));
    table.append("|\n").append("|---".repeat(1 + Role.values().length)).append("|\n");
    rows()
        .forEach((operation, may) -> {
          table.append("| `").append(operation).append("` ");
          for (Role role : Role.values()) {
            table.append("| ").append(may.contains(role) ? "yes" : "").append(' ');
          }
          table.append("|\n");
        });
    assertThat(Files.readString(DOCUMENT)).contains(table);
  }
}
