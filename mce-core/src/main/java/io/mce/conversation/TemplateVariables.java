package io.mce.conversation;

import io.mce.kernel.EmailAddress;
import io.mce.kernel.PhoneNumber;
import io.mce.lead.Lead;
import java.util.HashMap;
import java.util.Map;

/** The values that a text may use of a lead. */
public final class TemplateVariables {

  private TemplateVariables() {}

  /**
   * Returns the values of one lead by variable name: {@code lead_name}, {@code first_name}, {@code
   * company}, {@code phone}, {@code email}, {@code source}, {@code project_name}, and {@code
   * custom.x} for each piece of metadata. What is not known of the lead is blank.
   *
   * @param projectName what the lead's project is called; blank where it has none
   */
  public static Map<String, String> of(Lead lead, String projectName) {
    Map<String, String> values = new HashMap<>();
    lead.metadata().forEach((key, value) -> values.put("custom." + key, value));
    values.put("lead_name", lead.name());
    values.put("first_name", PersonName.first(lead.name()));
    values.put("company", lead.company().orElse(""));
    values.put("phone", lead.phone().map(PhoneNumber::e164).orElse(""));
    values.put("email", lead.email().map(EmailAddress::address).orElse(""));
    values.put("source", lead.source());
    values.put("project_name", projectName);
    return values;
  }
}
