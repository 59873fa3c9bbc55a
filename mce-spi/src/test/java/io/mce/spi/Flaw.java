package io.mce.spi;

import java.util.Set;

/** One mistake that authors of channels make, with the tests of the kit that must catch it. */
enum Flaw {
  NONE,
  RETRIES_BY_ITSELF("a_lost_answer_is_an_unknown_outcome_and_is_not_retried"),
  TAKES_A_LOST_ANSWER_FOR_UNSENT("a_lost_answer_is_an_unknown_outcome_and_is_not_retried"),
  TAKES_AN_ABSENT_REMOTE_FOR_UNKNOWN("a_remote_that_is_away_is_unavailable"),
  TAKES_STATUS_500_FOR_UNSENT("classifies_OUTCOME_UNKNOWN"),
  RETRIES_UNKNOWN_CODES("classifies_REFUSED"),
  THROWS_WHAT_COMES("classifies_UNAUTHORIZED"),
  FORGETS_RETRY_AFTER("classifies_RATE_LIMITED"),
  TELLS_THE_TOKEN("classifies_UNAUTHORIZED"),
  TELLS_THE_RECIPIENT("classifies_INVALID_RECIPIENT"),
  WAITS_FOR_EVER("an_answer_that_never_comes_ends_in_the_declared_time"),
  BREAKS_AFTER_A_REFUSAL(
      "classifies_INVALID_RECIPIENT",
      "classifies_OUTCOME_UNKNOWN",
      "classifies_RATE_LIMITED",
      "classifies_REFUSED",
      "classifies_UNAUTHORIZED"),
  CALLS_OUT_WHEN_CREATED("creating_a_provider_makes_no_network_call"),
  CHANGES_ITS_ID("the_factory_has_a_stable_id_and_a_name"),
  PRINTS_ITS_TOKEN("secrets_stay_out_of_every_text_form"),
  THROWS_FROM_HEALTH("a_remote_that_is_away_is_unavailable"),
  THROWS_WHEN_CLOSED_TWICE("close_can_be_called_at_any_time_and_again"),
  CLOSES_WHAT_IS_SHARED("a_new_instance_takes_over_from_the_old_one"),
  SENDS_UNDECLARED_CONTENT("undeclared_content_is_refused"),
  SENDS_TO_UNDECLARED_ADDRESSES("undeclared_addresses_are_refused"),
  CUTS_LONG_TEXT("text_is_carried_up_to_the_declared_length_and_never_cut"),
  WRITES_LATIN_1("declared_content_arrives_once"),
  IGNORES_THE_ID("a_repeated_id_makes_one_message_if_and_only_if_declared"),
  HIDES_THAT_IDS_ARE_HONOURED("a_repeated_id_makes_one_message_if_and_only_if_declared"),
  USES_ONE_ID_FOR_ALL(
      "as_many_sends_as_declared_run_at_once",
      "equal_messages_with_different_ids_are_two",
      "a_new_instance_takes_over_from_the_old_one"),
  DROPS_READ_RECEIPTS(
      "declared_receipts_come_and_no_others", "event_ids_are_distinct_short_and_impersonal"),
  HIDES_THAT_IT_HAS_READ_RECEIPTS("declared_receipts_come_and_no_others"),
  FORGETS_THE_REFERENCE("declared_receipts_come_and_no_others"),
  DROPS_INBOUND(
      "inbound_messages_come_if_and_only_if_declared",
      "event_ids_are_distinct_short_and_impersonal"),
  HIDES_THAT_IT_HAS_INBOUND("inbound_messages_come_if_and_only_if_declared"),
  PUTS_THE_PHONE_INTO_EVENT_IDS("event_ids_are_distinct_short_and_impersonal"),
  NAMES_EVENTS_BY_THEIR_TEXT("event_ids_are_distinct_short_and_impersonal"),
  NAMES_EVENTS_AT_RANDOM(
      "the_same_request_gives_the_same_result_on_any_instance", "unknown_fields_are_ignored"),
  EMITS_WHILE_RECEIVING("receiving_has_no_effect_of_its_own"),
  CALLS_OUT_WHILE_RECEIVING("receiving_has_no_effect_of_its_own"),
  CHECKS_NO_SIGNATURE("what_is_not_signed_as_it_should_be_is_rejected"),
  TAKES_WHAT_IS_NOT_SIGNED("what_is_not_signed_as_it_should_be_is_rejected"),
  HAS_NO_RECEIVER("there_is_a_receiver_if_and_only_if_the_remote_posts"),
  STUMBLES_OVER_UNKNOWN_FIELDS("unknown_fields_are_ignored"),
  STUMBLES_OVER_UNKNOWN_EVENTS("unknown_kinds_of_events_are_accepted_and_ignored"),
  CALLS_MISSING_WHAT_IT_CANNOT_ASK_FOR("a_lookup_at_a_remote_that_is_away_finds_nothing_out"),
  CALLS_EVERYTHING_FOUND("a_message_that_was_never_sent_is_not_found"),
  CALLS_EVERYTHING_MISSING(
      "an_accepted_message_is_found_or_unknown_but_never_missing",
      "a_lost_answer_is_an_unknown_outcome_and_is_not_retried",
      "a_lookup_at_a_remote_that_is_away_finds_nothing_out");

  private final Set<String> caughtBy;

  Flaw(String... caughtBy) {
    this.caughtBy = Set.of(caughtBy);
  }

  /** The tests that fail because of it; others may fail too. */
  Set<String> caughtBy() {
    return caughtBy;
  }
}
