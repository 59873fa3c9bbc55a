package io.mce.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.mce.spi.Health.State;
import io.mce.spi.HealthNotice;
import io.mce.spi.ProviderEvent;
import io.mce.spi.TemplateNotice;
import io.mce.spi.TemplateNotice.Change;
import io.mce.spi.WebhookResult;
import io.mce.spi.tck.LoopbackHttp.Response;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Meta thinks of the number, the account and its templates. */
class AccountNoticesTest {

  private static final String HEALTH = "/v25.0/106540352242922?fields=status%2Cquality_rating";
  private static final String LIMIT =
      "/v25.0/106540352242922?fields=whatsapp_business_manager_messaging_limit";

  private final FakeGraph graph = new FakeGraph();
  private final WhatsAppCloudChannel channel = graph.channel();

  @AfterEach
  void stop() {
    channel.close();
    graph.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "phone_number_quality_update|{'event':'FLAGGED','current_limit':'TIER_10K'}|DEGRADED|low",
        "phone_number_quality_update|{'event':'UNFLAGGED','current_limit':'TIER_10K'}|UP|10000",
        "phone_number_quality_update|{'event':'DOWNGRADE','current_limit':'TIER_2K'}|DEGRADED|2000",
        "phone_number_quality_update|{'event':'UPGRADE',"
            + "'max_daily_conversations_per_business':'TIER_100K'}|UP|100000",
        "phone_number_quality_update|{'event':'THROUGHPUT_UPGRADE',"
            + "'current_limit':'TIER_UNLIMITED'}|UP|unlimited",
        "account_update|{'event':'DISABLED_UPDATE','ban_info':{'waba_ban_state':'DISABLE'}}"
            + "|DOWN|disabled",
        "account_update|{'event':'DISABLED_UPDATE','ban_info':"
            + "{'waba_ban_state':'SCHEDULE_FOR_DISABLE'}}|DEGRADED|Appeal",
        "account_update|{'event':'DISABLED_UPDATE','ban_info':{'waba_ban_state':'REINSTATE'}}"
            + "|UP|reinstated",
        "account_update|{'event':'ACCOUNT_DELETED'}|DOWN|account deleted",
        "account_update|{'event':'ACCOUNT_OFFBOARDED'}|DOWN|account offboarded",
        "account_update|{'event':'ACCOUNT_RECONNECTED'}|UP|again",
        "account_update|{'event':'PARTNER_REMOVED'}|DOWN|partner removed",
        "account_update|{'event':'PARTNER_APP_UNINSTALLED'}|DOWN|uninstalled",
        "account_update|{'event':'ACCOUNT_VIOLATION','violation_info':"
            + "{'violation_type':'ADULT'}}|DEGRADED|adult",
        "account_update|{'event':'ACCOUNT_RESTRICTION','restriction_info':["
            + "{'restriction_type':'RESTRICTED_BIZ_INITIATED_MESSAGING'}]}"
            + "|DEGRADED|restricted biz initiated messaging",
        "account_update|{'event':'ACCOUNT_RESTRICTION','restriction_info':["
            + "{'restriction_type':'RESTRICTED_BIZ_INITIATED_MESSAGING'},"
            + "{'restriction_type':'RESTRICTED_CUSTOMER_INITIATED_MESSAGING'}]}"
            + "|DOWN|restricted customer initiated messaging",
        "account_review_update|{'decision':'REJECTED'}|DOWN|failed",
        "account_review_update|{'decision':'APPROVED'}|UP|passed",
        "account_review_update|{'decision':'PENDING'}|DEGRADED|reviewed",
        "account_alerts|{'alert_info':{'alert_severity':'CRITICAL','alert_type':'OBA_LOST'}}"
            + "|DEGRADED|oba lost",
        "business_capability_update|{'max_daily_conversations_per_business':'TIER_2K'}|UP|2000",
      })
  void news_of_the_account_are_health(String field, String value, State state, String word)
      throws Exception {
    HealthNotice notice = (HealthNotice) events(field, value).getFirst();
    assertThat(notice.health().state()).isEqualTo(state);
    assertThat(notice.health().detail()).contains(word);
    assertThat(notice.at()).isEqualTo(FakeGraph.NOON);
    assertThat(notice.eventId()).isEqualTo(events(field, value).getFirst().eventId());
    assertThat(notice.eventId())
        .isNotEqualTo(
            events("account_update", "{'event':'ACCOUNT_VIOLATION'}").getFirst().eventId());
  }

  @ParameterizedTest
  @CsvSource({
    "APPROVED, APPROVED",
    "REINSTATED, APPROVED",
    "UNARCHIVED, APPROVED",
    "PENDING, PENDING",
    "IN_APPEAL, PENDING",
    "REJECTED, REJECTED",
    "PAUSED, PAUSED",
    "DISABLED, DISABLED",
    "ARCHIVED, DISABLED",
    "DELETED, DELETED",
    "PENDING_DELETION, DELETED",
    "FLAGGED, FLAGGED",
  })
  void the_status_of_a_template_is_told(String event, Change change) throws Exception {
    TemplateNotice notice =
        (TemplateNotice)
            events(
                    "message_template_status_update",
                    """
                    {'event':'%s','message_template_id':1689556908129832,
                     'message_template_name':'order','message_template_language':'pt-BR',
                     'reason':'NONE','message_template_category':'UTILITY'}
                    """
                        .formatted(event))
                .getFirst();
    assertThat(notice.change()).isEqualTo(change);
    assertThat(notice.name()).isEqualTo("order");
    assertThat(notice.language()).isEqualTo("pt_BR");
    assertThat(notice.detail()).isEmpty();
    assertThat(notice.at()).isEqualTo(FakeGraph.NOON);
  }

  @Test
  void a_rejection_has_its_reason() throws Exception {
    TemplateNotice notice =
        (TemplateNotice)
            events(
                    "message_template_status_update",
                    """
                    {'event':'REJECTED','message_template_name':'order',
                     'message_template_language':'en','reason':'INVALID_FORMAT',
                     'rejection_info':{'reason':'Variables stand side by side.'}}
                    """)
                .getFirst();
    assertThat(notice.detail()).isEqualTo("INVALID_FORMAT: Variables stand side by side.");
  }

  @Test
  void quality_and_category_of_a_template_are_told() throws Exception {
    TemplateNotice quality =
        (TemplateNotice)
            events(
                    "message_template_quality_update",
                    """
                    {'previous_quality_score':'GREEN','new_quality_score':'YELLOW',
                     'message_template_name':'order','message_template_language':'en-US'}
                    """)
                .getFirst();
    assertThat(quality.change()).isEqualTo(Change.QUALITY_CHANGED);
    assertThat(quality.detail()).isEqualTo("GREEN to YELLOW");
    TemplateNotice category =
        (TemplateNotice)
            events(
                    "template_category_update",
                    """
                    {'previous_category':'UTILITY','new_category':'MARKETING',
                     'message_template_name':'order','message_template_language':'en-US'}
                    """)
                .getFirst();
    assertThat(category.change()).isEqualTo(Change.RECATEGORIZED);
    assertThat(category.detail()).isEqualTo("UTILITY to MARKETING");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "message_template_status_update|{'event':'LIMIT_EXCEEDED','message_template_name':'a',"
            + "'message_template_language':'en'}",
        "message_template_status_update|{'event':'APPROVED'}",
        "phone_number_quality_update|{'event':'ONBOARDING'}",
        "account_update|{'event':'MM_LITE_TERMS_SIGNED'}",
        "account_alerts|{'alert_info':{'alert_severity':'INFORMATIONAL'}}",
        "account_review_update|{}",
        "flows|{'event':'FLOW_STATUS_CHANGE'}",
      })
  void what_changes_nothing_is_left_out(String news) throws Exception {
    String[] parts = news.split("\\|", 2);
    assertThat(events(parts[0], parts[1])).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "CONNECTED, GREEN, UP",
    "CONNECTED, YELLOW, UP",
    "CONNECTED, RED, DEGRADED",
    "LINKED, NA, UP",
    "FLAGGED, RED, DEGRADED",
    "RESTRICTED, GREEN, DEGRADED",
    "PENDING, NA, DEGRADED",
    "BANNED, RED, DOWN",
    "DELETED, NA, DOWN",
    "MIGRATED, NA, DOWN",
    "SOMETHING_NEW, GREEN, UP",
  })
  void health_asks_for_status_and_quality(String status, String quality, State state) {
    graph.page(
        HEALTH,
        Response.of(
            200, "{\"status\":\"%s\",\"quality_rating\":\"%s\"}".formatted(status, quality)));
    assertThat(channel.health().state()).isEqualTo(state);
    assertThat(graph.last().method()).isEqualTo("GET");
    assertThat(graph.last().path()).isEqualTo(HEALTH);
    assertThat(channel.health().detail().isEmpty()).isEqualTo(state == State.UP);
  }

  @Test
  void an_expired_token_is_told() {
    graph.page(HEALTH, FakeGraph.error(401, 190));
    assertThat(channel.health().state()).isEqualTo(State.DOWN);
    assertThat(channel.health().detail()).contains("access token");
  }

  @ParameterizedTest
  @CsvSource({"TIER_250, 250", "TIER_2K, 2000", "TIER_100K, 100000", "TIER_UNLIMITED,", "'',"})
  void the_limit_is_that_of_the_portfolio(String tier, Integer people) {
    graph.page(
        LIMIT,
        Response.of(200, "{\"whatsapp_business_manager_messaging_limit\":\"%s\"}".formatted(tier)));
    OptionalInt expected = people == null ? OptionalInt.empty() : OptionalInt.of(people);
    assertThat(channel.recipientLimit().peoplePerDay()).isEqualTo(expected);
    assertThat(channel.recipientLimit().pool()).isEqualTo(FakeGraph.ACCOUNT);
    WhatsAppCloudChannel owned = graph.channel(Map.of("portfolioId", "506914307656634"));
    assertThat(owned.recipientLimit().pool()).isEqualTo("506914307656634");
    owned.close();
  }

  private List<ProviderEvent> events(String field, String value) throws JsonProcessingException {
    return ((WebhookResult.Received)
            channel.receive(
                FakeGraph.post(field, GraphApi.JSON.readTree(value.replace('\'', '"')))))
        .events();
  }
}
