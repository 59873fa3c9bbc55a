package io.mce.campaign;

import io.mce.conversation.TemplateText;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.OrganizationId;
import io.mce.provider.AccountId;
import io.mce.provider.ProviderAccounts;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a campaign must fulfil to be saved. Names every wrong field at once. */
final class CampaignCheck {

  private static final int MAX_NAME = 200;
  private static final int MAX_STEPS = 50;
  private static final int MAX_TEXT = 4096;
  private static final Duration MAX_DELAY = Duration.ofDays(3650);

  private final ProviderAccounts accounts;

  @Inject
  CampaignCheck(ProviderAccounts accounts) {
    this.accounts = accounts;
  }

  /** Returns the draft as it is to be stored. */
  CampaignDraft valid(OrganizationId organizationId, CampaignDraft draft) {
    Map<String, String> problems = new LinkedHashMap<>();
    if (draft.name().isBlank() || draft.name().length() > MAX_NAME) {
      problems.put("name", "A campaign needs a name of at most " + MAX_NAME + " characters.");
    }
    if (draft.steps().isEmpty() || draft.steps().size() > MAX_STEPS) {
      problems.put("steps", "A campaign needs 1 to " + MAX_STEPS + " steps.");
    }
    Set<String> unknown = new HashSet<>();
    for (int i = 0; i < draft.steps().size(); i++) {
      Step step = draft.steps().get(i);
      String where = "steps[" + i + "]";
      checkDelay(step.delay(), where + ".delay", problems);
      if (checkText(step.text(), where + ".text", problems) == ErrorCode.UNKNOWN_VARIABLE) {
        unknown.add(where + ".text");
      }
    }
    draft.account().ifPresent(account -> check(organizationId, account, problems));
    if (!problems.isEmpty()) {
      throw new MceException(
          problems.keySet().equals(unknown) ? ErrorCode.UNKNOWN_VARIABLE : ErrorCode.INVALID,
          String.join(" ", problems.values()),
          problems);
    }
    List<Step> steps =
        draft.steps().stream().map(step -> new Step(step.delay(), step.text().strip())).toList();
    return new CampaignDraft(
        draft.name().strip(), draft.audience(), draft.segment(), draft.account(), steps);
  }

  private static void checkDelay(Duration delay, String field, Map<String, String> problems) {
    if (delay.isNegative() || delay.compareTo(MAX_DELAY) > 0) {
      problems.put(
          field, "The delay of a step is between nothing and " + MAX_DELAY.toDays() + " days.");
    }
  }

  /** Returns the code of what is wrong with the text, if something is. */
  private static @Nullable ErrorCode checkText(
      String text, String field, Map<String, String> problems) {
    if (text.length() > MAX_TEXT) {
      problems.put(field, "The text of a step may have at most " + MAX_TEXT + " characters.");
      return ErrorCode.INVALID;
    }
    try {
      TemplateText.parse(text);
      return null;
    } catch (MceException e) {
      problems.put(field, String.valueOf(e.getMessage()));
      return e.code();
    }
  }

  private void check(
      OrganizationId organizationId, AccountId account, Map<String, String> problems) {
    boolean known =
        accounts.channels(organizationId).stream().anyMatch(each -> each.id().equals(account));
    if (!known) {
      problems.put("channelAccountId", "There is no such channel, or it is switched off.");
    }
  }
}
