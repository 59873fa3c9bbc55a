package io.mce.telnyx;

/** What Telnyx answers, in the form of its specification. */
final class TelnyxAnswers {

  private TelnyxAnswers() {}

  /** Telnyx may quote the number in the detail. */
  static String error(String code) {
    return """
    {"errors":[{"code":"%s","title":"A title","detail":"The number +5511912345678 ...",
      "source":{"pointer":"/to"},
      "meta":{"url":"https://developers.telnyx.com/docs/overview/errors/%s"}}]}\
    """
        .formatted(code, code);
  }

  static String profile(boolean enabled, String version, String webhookUrl) {
    return """
    {"data":{"id":"%s","record_type":"messaging_profile","name":"MCE","enabled":%s,
     "webhook_api_version":"%s","webhook_url":"%s","whitelisted_destinations":["*"]}}\
    """
        .formatted(TelnyxRemote.PROFILE, enabled, version, webhookUrl);
  }

  /** Four templates on two pages; the last one has no name yet. */
  static String templates(boolean first) {
    String entries =
        first
            ? """
            {"id":"019c","name":"visit","language":"pt_BR","status":"APPROVED",
             "category":"MARKETING","components":[{"type":"HEADER","format":"TEXT","text":"Hi"},
             {"type":"BODY","text":"Olá {{1}}"}]},
            {"id":"019d","name":"visit","language":"en","status":"PAUSED","components":[]}\
            """
            : """
            {"id":"019e","name":"offer","language":"en","status":"REJECTED",
             "rejection_reason":"PROMOTIONAL"},{"id":"019f","status":"PENDING"}\
            """;
    return "{\"data\":[%s],\"meta\":{\"page_number\":%d,\"page_size\":250,\"total_pages\":2,\"total_results\":4}}"
        .formatted(entries, first ? 1 : 2);
  }
}
