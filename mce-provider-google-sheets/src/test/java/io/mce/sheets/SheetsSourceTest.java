package io.mce.sheets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mce.spi.AccountRef;
import io.mce.spi.ErrorKind;
import io.mce.spi.Health;
import io.mce.spi.InvalidSettingsException;
import io.mce.spi.LeadIn;
import io.mce.spi.LeadPage;
import io.mce.spi.PollingLeadSource;
import io.mce.spi.ProviderException;
import io.mce.spi.SettingsForm;
import io.mce.spi.tck.RecordingContext;
import io.mce.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a sheet is made of, and what goes wrong with one. */
final class SheetsSourceTest {

  private final SettableClock clock = new SettableClock(Instant.parse("2026-03-02T09:00:00Z"));
  private final RecordingContext context =
      new RecordingContext(new AccountRef("organization", "account"), clock);
  private final FakeSheets sheets = new FakeSheets();
  private PollingLeadSource source = source(sheets.settings());
  private Optional<String> cursor = Optional.empty();

  @AfterEach
  void close() {
    context.close();
    sheets.close();
  }

  private PollingLeadSource source(Map<String, String> settings) {
    return sheets.factory().create(SettingsForm.of(SheetsSettings.class).bind(settings), context);
  }

  private LeadPage poll() {
    LeadPage page = source.poll(cursor, 500);
    cursor = page.cursor();
    clock.add(Duration.ofSeconds(20));
    return page;
  }

  /** What two looks at the sheet bring: a row is taken once it has stood. */
  private List<LeadIn> leads() {
    Map<String, LeadIn> leads = new LinkedHashMap<>();
    for (int look = 0; look < 2; look++) {
      poll().leads().forEach(lead -> leads.putIfAbsent(lead.eventId(), lead));
    }
    return List.copyOf(leads.values());
  }

  private ProviderException refused() {
    ProviderException e =
        catchThrowableOfType(ProviderException.class, () -> source.poll(cursor, 500));
    assertThat(e).isNotNull();
    return e;
  }

  @Test
  void a_phone_in_a_cell_of_numbers_keeps_all_its_digits() {
    sheets.row("Ana", 5.511987654321E12);
    sheets.row("Ravi", 9.19876543210E11);
    sheets.row("Olga", 4155550100L);
    assertThat(leads())
        .extracting(lead -> lead.fields().get("Phone"))
        .containsExactly("5511987654321", "919876543210", "4155550100");
    assertThat(sheets.query()).contains("valueRenderOption=UNFORMATTED_VALUE");
  }

  @Test
  void the_token_is_fetched_once_and_never_from_where_the_key_file_says() {
    leads();
    leads();
    assertThat(sheets.tokens()).isEqualTo(1);
  }

  @Test
  void a_row_that_is_being_typed_waits_until_it_stands() {
    sheets.row("An");
    assertThat(poll().leads()).isEmpty();
    sheets.cells().getLast().set(0, "Ana");
    sheets.cells().getLast().add("+5511987654321");
    LeadPage typed = poll();
    assertThat(typed.leads()).isEmpty();
    assertThat(typed.again()).contains(Duration.ofSeconds(15));
    assertThat(poll().leads())
        .singleElement()
        .satisfies(lead -> assertThat(lead.fields()).containsEntry("Phone", "+5511987654321"));
  }

  @Test
  void a_row_waits_for_its_required_columns() {
    source = source(sheets.settings("requiredColumns", "phone"));
    sheets.row("Ana", null, "ana@example.com");
    assertThat(leads()).isEmpty();
    sheets.cells().getLast().set(1, "+5511987654321");
    assertThat(leads()).hasSize(1);
  }

  @Test
  void empty_rows_and_columns_without_a_name_are_left_out() {
    sheets.cells().set(0, new ArrayList<>(List.of("Name", "", "Phone", "Phone")));
    sheets.row();
    sheets.row("Ana", "a note", "+5511987654321", "+5511912345678");
    assertThat(leads())
        .singleElement()
        .satisfies(lead ->
            assertThat(lead.fields())
                .containsExactly(
                    Map.entry("Name", "Ana"),
                    Map.entry("Phone", "+5511987654321"),
                    Map.entry("Phone (2)", "+5511912345678")));
  }

  @Test
  void where_a_row_stands_and_how_its_columns_are_named_does_not_matter() {
    sheets.row("Ana", "+5511987654321");
    sheets.row("Ana", "+5511987654321");
    List<LeadIn> before = leads();
    sheets.cells().add(1, new ArrayList<>(List.of("Ravi", "+919876543210")));
    sheets.cells().get(2).set(0, "  ANA ");
    cursor = Optional.empty();
    List<LeadIn> after = leads();
    assertThat(before).extracting(LeadIn::externalId).doesNotHaveDuplicates().hasSize(2);
    assertThat(after)
        .extracting(LeadIn::externalId)
        .hasSize(3)
        .containsAll(before.stream().map(LeadIn::externalId).toList());
  }

  @Test
  void a_key_names_a_row_whatever_else_changes_and_the_lowest_of_two_counts() {
    sheets.cells().set(0, new ArrayList<>(List.of("Order", "Name", "Phone")));
    source = source(sheets.settings("keyColumn", "order"));
    sheets.row("A-1", "Ana", "+5511987654321");
    sheets.row(null, "No key yet", "+5511900000000");
    LeadIn first = leads().getFirst();
    sheets.cells().get(1).set(1, "Ana Souza");
    LeadIn edited = leads().getFirst();
    sheets.row("A-1", "Ana, below", "+5511987654321");
    List<LeadIn> doubled = leads();
    assertThat(first.externalId()).isEqualTo("A-1").isEqualTo(edited.externalId());
    assertThat(edited.eventId()).isNotEqualTo(first.eventId());
    assertThat(doubled)
        .singleElement()
        .satisfies(lead -> assertThat(lead.fields()).containsEntry("Name", "Ana, below"));
  }

  @Test
  void only_the_chosen_columns_are_read() {
    sheets.cells().set(0, new ArrayList<>(List.of("Name", "Phone", "Our notes")));
    source = source(sheets.settings("columns", "Name, phone"));
    sheets.row("Ana", "+5511987654321", "called");
    LeadIn first = leads().getFirst();
    sheets.cells().get(1).set(2, "called twice");
    assertThat(first.fields()).containsOnlyKeys("Name", "Phone");
    assertThat(leads()).isEmpty();
  }

  @Test
  void rows_that_were_there_are_only_remembered_when_the_sheet_is_connected_so() {
    source = source(sheets.settings("existing", "SKIP"));
    sheets.row("Old", "+5511900000001");
    LeadPage first = poll();
    assertThat(first.known()).isTrue();
    assertThat(first.leads()).hasSize(1);
    sheets.row("New", "+5511900000002");
    assertThat(leads()).hasSize(2);
    cursor = Optional.empty();
    assertThat(poll().known()).as("read again, nothing is skipped any more").isFalse();
  }

  @Test
  void nothing_is_handed_over_while_nothing_changes() {
    sheets.row("Ana", "+5511987654321");
    assertThat(leads()).hasSize(1);
    assertThat(poll().leads()).isEmpty();
    sheets.row("Ravi", "+919876543210");
    assertThat(leads()).hasSize(2);
  }

  @Test
  void a_column_that_is_gone_pauses_the_sheet_and_a_new_one_does_not() {
    leads();
    sheets.cells().get(0).add("Budget");
    leads();
    sheets.cells().get(0).set(1, "Telephone");
    ProviderException e = refused();
    assertThat(e.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
    assertThat(e)
        .hasMessage(
            "The column \"Phone\" is gone from the sheet. Give it its name back, or press \"Read"
                + " again\" to go on with the columns as they are now.");
    cursor = Optional.empty();
    assertThat(leads()).isEmpty();
  }

  @Test
  void a_sheet_without_header_or_required_column_says_what_is_missing() {
    source = source(sheets.settings("keyColumn", "Order"));
    assertThat(refused())
        .hasMessage(
            "The sheet has no column \"Order\" in row 1. Name it so, or change the settings.");
    source = source(sheets.settings("headerRow", "3"));
    assertThat(refused())
        .hasMessage(
            "Row 3 of the sheet is empty. It must hold the names of the columns: name, phone,"
                + " e-mail.");
  }

  @Test
  void a_sheet_that_is_not_shared_says_with_whom_to_share_it() {
    sheets.failNext(FakeSheets.Fault.FORBIDDEN);
    ProviderException e = refused();
    assertThat(e.kind()).isEqualTo(ErrorKind.UNAUTHORIZED);
    assertThat(e)
        .hasMessage(
            "Share the sheet with %s, as a viewer: it may not read it yet."
                .formatted(FakeSheets.EMAIL));
    assertThat(source.health().state()).isEqualTo(Health.State.DOWN);
    poll();
    assertThat(source.health().state()).isEqualTo(Health.State.UP);
  }

  @Test
  void an_unknown_spreadsheet_or_tab_is_named() {
    source = source(sheets.settings("spreadsheet", "1xxxxxxxxxxxxxxxxxxxxxxxx"));
    assertThat(refused())
        .hasMessage(
            "There is no such spreadsheet. Check its address, and share the sheet with %s."
                .formatted(FakeSheets.EMAIL));
    source = source(sheets.settings("sheet", "Sheet 9"));
    assertThat(refused().kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
    source = source(sheets.settings("sheet", "Ana's"));
    sheets.tab("Ana's");
    assertThat(leads()).isEmpty();
  }

  @Test
  void the_first_tab_is_found_again_when_it_was_renamed() {
    leads();
    sheets.tab("Renamed");
    assertThat(refused().kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
    assertThat(leads()).isEmpty();
  }

  @Test
  void a_used_up_quota_says_how_long_to_wait() {
    sheets.failNext(FakeSheets.Fault.TOO_OFTEN);
    assertThat(refused().retryAfter()).contains(Duration.ofSeconds(30));
    sheets.answerNext(
        403,
        Map.of("Content-Type", "application/json"),
        "{\"error\":{\"code\":403,\"errors\":[{\"reason\":\"userRateLimitExceeded\"}]}}");
    ProviderException e = refused();
    assertThat(e.kind()).isEqualTo(ErrorKind.RATE_LIMITED);
    assertThat(e.retryAfter()).contains(Duration.ofMinutes(1));
  }

  @Test
  void settings_that_cannot_be_a_sheet_are_refused_by_name() {
    assertThatThrownBy(() ->
            SettingsForm.of(SheetsSettings.class)
                .bind(
                    Map.of(
                        "spreadsheet", "my sheet",
                        "headerRow", "0",
                        "interval", "1s",
                        "serviceAccountKey", "{\"private_key\": \"hunter2-hunter2\"}")))
        .isInstanceOfSatisfying(
            InvalidSettingsException.class,
            e ->
                assertThat(e.problems())
                    .extracting(problem -> problem.name())
                    .containsExactlyInAnyOrder(
                        "spreadsheet", "headerRow", "interval", "serviceAccountKey"))
        .hasMessageNotContaining("hunter2");
  }
}
