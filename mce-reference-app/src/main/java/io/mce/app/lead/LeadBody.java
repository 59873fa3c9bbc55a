package io.mce.app.lead;

import io.mce.lead.LeadDraft;
import io.mce.spi.Address;
import io.mce.spi.AddressScheme;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A lead as a client sends it.
 *
 * @param project the code of what the lead is interested in, or its id
 * @param whatsappId the person's id on WhatsApp, which may come without a phone number
 */
@Introspected
record LeadBody(
    @Nullable @Size(max = 500) String name,
    @Nullable @Size(max = 100) String phone,
    @Nullable @Size(max = 320) String email,
    @Nullable @Size(max = 200) String whatsappId,
    @Nullable @Size(max = 100) String source,
    @Nullable @Size(max = 500) String company,
    @Nullable @Size(max = 200) String externalId,
    @Nullable @Size(max = 50) List<String> tags,
    @Nullable @Size(max = 100) Map<String, Object> metadata,
    @Nullable @Size(max = 200) String project) {

  LeadDraft draft() {
    LeadDraft draft = LeadDraft.named(text(name));
    draft = phone == null ? draft : draft.phone(phone);
    draft = email == null ? draft : draft.email(email);
    draft =
        whatsappId == null || whatsappId.isBlank()
            ? draft
            : draft.address(new Address(AddressScheme.WHATSAPP_USER, whatsappId.strip()));
    draft = company == null ? draft : draft.company(company);
    draft = externalId == null ? draft : draft.externalId(externalId);
    draft = project == null ? draft : draft.project(project);
    draft = tags == null ? draft : draft.tags(Set.copyOf(tags));
    return metadata == null ? draft : draft.metadata(Metadata.texts(metadata));
  }

  String sourceOr(String fallback) {
    return source == null || source.isBlank() ? fallback : source;
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
