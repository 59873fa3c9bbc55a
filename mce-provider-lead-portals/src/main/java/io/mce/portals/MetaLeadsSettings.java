package io.mce.portals;

import io.mce.spi.InvalidSettingsException;
import io.mce.spi.Secret;
import io.mce.spi.Setting;
import java.time.Duration;

/**
 * A page at Facebook whose forms collect leads.
 *
 * @param pageId the id of the page
 * @param accessToken a token of the page that may read its leads
 * @param appSecret the secret of the app that the token is of
 * @param verifyToken what Meta and we agree on when the webhook is set up
 * @param existing what happens to the leads that are there
 * @param interval how often to look
 */
public record MetaLeadsSettings(
    @Setting(label = "Page id", help = "On Facebook: About, Page transparency.") String pageId,
    @Setting(
            label = "Page access token",
            help =
                "Of a system user, with leads_retrieval, pages_manage_metadata, pages_show_list and"
                    + " pages_read_engagement.")
        Secret accessToken,
    @Setting(label = "App secret", help = "Of your app: Settings, Basic.") Secret appSecret,
    @Setting(
            label = "Verify token",
            help =
                "Any words. Enter the same at Meta, under Webhooks, Page, leadgen, beside the"
                    + " webhook address of this account: then leads arrive at once.",
            defaultValue = "mce")
        String verifyToken,
    @Setting(
            label = "Leads that are there already",
            help = "IMPORT takes those of the last days; SKIP takes only what comes from now on.",
            defaultValue = "IMPORT")
        ExistingLeads existing,
    @Setting(label = "How often to look", help = "1m to 1d.", defaultValue = "5m")
        Duration interval) {

  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(1);

  /** Refuses an interval that the portal does not allow. */
  public MetaLeadsSettings {
    if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
      throw InvalidSettingsException.of("interval", "must be between 1m and 1d");
    }
    if (!pageId.strip().matches("\\d{1,30}")) {
      throw InvalidSettingsException.of("pageId", "is the number of the page, digits only");
    }
  }
}
